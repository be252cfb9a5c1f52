package io.aggtape.feed.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Recorders that are killed, in the short form; {@code bench/bin/kill9 200} is the long one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it reads /proc, and kills by signals")
final class KillTest {
    private static final int KILLS = 7;

    private final long seed = Long.getLong("aggtape.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void shouldKeepAllThatWasShownThroughKillsAndRepairTheRest() throws IOException {
        final SoakReport report = Kills.run(KILLS, seed, directory);
        assertThat(report.problems()).as("%s", report).isEmpty();
    }
}
