package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor --pinned-core} on the machine that runs the test. */
final class PinnedCoreCommandTest {
    @TempDir
    Path directory;

    @Test
    void shouldLookAtTheCoreOfTheFeedAndAtNothingElse() throws IOException {
        final Path report = directory.resolve("core.md");
        final CommandRun run = pinnedCore("--json", "--report", report.toString());

        // A quota that stops this very process is a failure of the machine.
        assertThat(run.exitCode()).as(run.out() + run.err()).isIn(ExitCode.OK, ExitCode.ENVIRONMENT);
        final List<Map<String, Object>> lines =
                run.out().lines().map(TradeLine::json).toList();
        assertThat(lines.subList(0, lines.size() - 1))
                .extracting(line -> line.get("test"))
                .containsExactly(
                        "Placement of the feed",
                        "Isolation",
                        "SMT siblings",
                        "Clock rate",
                        "Idle states",
                        "Memory nodes",
                        "Huge pages",
                        "Clock source",
                        "Jitter of the core",
                        "Device interrupts",
                        "Kernel interrupts",
                        "Stolen time",
                        "Other threads",
                        "CPU quota");
        assertThat(lines.get(8).get("details").toString()).contains("time lost in gaps over 1 us", " looks in 0.1");
        assertThat(report)
                .content()
                .startsWith("# aggtape doctor: the core of the feed, --cpu ")
                .contains("## 9. Jitter of the core");
    }

    @Test
    void shouldNotSpinBesideARecorderThatRuns() throws IOException {
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(directory.resolve("tape")));
        try {
            assertThat(pinnedCore().out())
                    .contains("[SKIP] Jitter of the core: not tried: it would take cores from the recorder that runs");
        } finally {
            writer.close();
        }
    }

    private CommandRun pinnedCore(final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("doctor", "--pinned-core", "--for", "100ms"));
        arguments.addAll(List.of("--journal", directory.resolve("tape").toString()));
        arguments.addAll(List.of(more));
        return Cli.run(arguments);
    }
}
