package io.aggtape.feed.soak;

import java.io.IOException;
import java.nio.file.Path;

/** {@code bench/bin/kill9}: as many kills as one likes. */
final class KillMain {
    private KillMain() {}

    /** Takes how many recorders to kill (default 200) and a seed (default: any); ends with 0 where all was as promised. */
    public static void main(final String[] arguments) throws IOException {
        final int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        final long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        final Path outputs = Soak.directory("kill9");
        System.out.printf("%d kills, seed %d, files in %s%n", kills, seed, outputs);
        final SoakReport report = Kills.run(kills, seed, outputs);
        System.exit(Soak.conclude(report, outputs));
    }
}
