package io.aggtape.feed.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code bench/bin/soak}: a soak of as many minutes as one likes. */
final class SoakMain {
    private SoakMain() {}

    /** Takes minutes (default 5) and a seed (default: any); ends with 0 where all was as promised. */
    public static void main(final String[] arguments) throws IOException {
        final double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
        final long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        final Path outputs = Soak.directory("soak");
        final long lengthMs = (long) (minutes * TimeUnit.MINUTES.toMillis(1));
        System.out.printf("soak of %s min, seed %d, files in %s%n", minutes, seed, outputs);
        final SoakReport report = Soak.run(SoakPlan.ofLength(seed, lengthMs), outputs);
        System.exit(Soak.conclude(report, outputs));
    }
}
