package io.aggtape.feed.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A recorder under all faults at once, in the short form; {@code bench/bin/soak 30} is the long one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it reads /proc, and kills by signals")
final class SoakTest {
    private final long seed = Long.getLong("aggtape.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void shouldLoseNothingUnderAllFaultsAtOnce() throws IOException {
        final SoakReport report = Soak.run(SoakPlan.ofTest(seed), directory);
        assertThat(report.problems()).as("%s", report).isEmpty();
    }
}
