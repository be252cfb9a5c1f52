package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.Hop;
import io.aggtape.pipeline.HopRecorder;
import io.aggtape.pipeline.LatencyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code aggtape latency} makes of files, good and bad. */
final class LatencyCommandTest {
    @TempDir
    private Path directory;

    private String slow;
    private String fast;

    @BeforeEach
    void recordTwoRuns() throws IOException {
        slow = log("slow.hlog", 4_000);
        fast = log("fast.hlog", 1_000);
    }

    @Test
    void shouldPrintATableOfEachRunByItsName() {
        final CommandRun run = Cli.run("latency", slow, fast);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("slow +receive-parsed +2 +4\\.\\d{3} .*"))
                .anyMatch(line -> line.matches("fast +receive-parsed +2 +1\\.\\d{3} .*"));
    }

    @Test
    void shouldKeepRunsOfTheSameNameApart() throws IOException {
        Files.createDirectory(directory.resolve("again"));
        final String again = log("again/slow.hlog", 9_000);

        assertThat(Cli.run("latency", slow, again, "--json").out().lines().map(TradeLine::json))
                .extracting(line -> line.get("run"))
                .containsExactly("slow", again);
    }

    @Test
    void shouldPrintAnObjectARunAndHop() {
        assertThat(Cli.run("latency", slow, fast, "--json", "--from", "1s")
                        .out()
                        .lines()
                        .map(TradeLine::json))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).containsEntry("hop", "receive-parsed").containsEntry("count", 1))
                .extracting(line -> line.get("run"))
                .containsExactly("slow", "fast");
    }

    @Test
    void shouldWriteOnePageOfAllRuns() throws IOException {
        final Path page = directory.resolve("latency.html");

        final CommandRun run = Cli.run("latency", slow, fast, "--html", page.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEqualTo("page: " + page + System.lineSeparator());
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("<title>Latency: slow, fast</title>", "data-hop=\"receive-parsed\"", "<td>AMD EPYC</td>");
    }

    @Test
    void shouldWriteDistributionsIntoADirectoryOrOnStdout() throws IOException {
        final Path plots = directory.resolve("plots");
        final CommandRun files = Cli.run("latency", slow, fast, "--hgrm", plots.toString());
        assertThat(files.err()).startsWith("2 files in " + plots);
        assertThat(plots.resolve("fast-receive-parsed.hgrm")).isNotEmptyFile();

        final CommandRun stdout = Cli.run("latency", slow, "--hgrm", "-");
        assertThat(stdout.out())
                .startsWith("#[slow receive-parsed, us]\n")
                .contains(Files.readString(plots.resolve("slow-receive-parsed.hgrm")))
                .doesNotContain("p99.99");
    }

    @Test
    void shouldReadARunThatGoesOnAndSaySo() throws IOException {
        final Path growing = directory.resolve("growing.hlog");
        Files.writeString(growing, Files.readString(Path.of(slow)) + "Tag=receive-parsed,2.000,1.0");

        final CommandRun run = Cli.run("latency", growing.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).containsPattern("receive-parsed +2 ");
        assertThat(run.err()).contains(growing + ": the last line is not whole");
    }

    @Test
    void shouldExitWith3AndNameFileAndLineOfWhatIsNoLog() throws IOException {
        final Path bad = Files.writeString(directory.resolve("bad.hlog"), "#[x]\n1,2\n");

        final CommandRun run = Cli.run("latency", fast, bad.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(run.err()).contains(bad + ", line 2: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldExitWith2AndNameWhatCannotBeReadOrWritten() {
        final Path absent = directory.resolve("absent/x");
        for (final List<String> arguments : List.of(
                List.of("latency", absent.toString()),
                List.of("latency", fast, "--html", absent.toString()),
                List.of("latency", fast, "--hgrm", slow))) {
            final CommandRun run = Cli.run(arguments);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).containsPattern("cannot (read|write|write into) \\Q" + directory);
        }
        assertThat(Cli.run("latency", fast, "--from", "2s", "--to", "2s").err()).contains("--to is not after --from");
    }

    @Test
    void shouldExitWith2WhereTwoFormsAreToTakeStdout() {
        final CommandRun run = Cli.run("latency", fast, "--json", "--hgrm", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--json and --hgrm - both take stdout");
        assertThat(run.out()).isEmpty();
    }

    /** A value a second for two seconds. */
    private String log(final String name, final long ns) throws IOException {
        final HopRecorder parsed = new HopRecorder(Hop.RECEIVE_TO_PARSED);
        final long[] nowMs = {1_790_000_000_000L};
        final Path file = directory.resolve(name);
        try (LatencyLog log = new LatencyLog(file, List.of(parsed), () -> nowMs[0], List.of("cpu-model=AMD EPYC"))) {
            for (int second = 0; second < 2; second++) {
                parsed.record(ns);
                nowMs[0] += 1_000;
                log.rotate();
            }
        }
        return file.toString();
    }
}
