package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
    private static final List<String> LOCAL_TESTS = List.of(
            "JDK and flags",
            "Cores and pinning",
            "Jitter",
            "Memory",
            "File descriptors",
            "Journal directory",
            "Journal lock",
            "Disk space",
            "Event loop");

    @TempDir
    Path directory;

    @Test
    void shouldFindAHealthyMachineHealthyAndWriteAReport() throws IOException {
        final Path report = directory.resolve("r.md");
        final CommandRun run = doctor("--report", report.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        LOCAL_TESTS.forEach(test -> assertThat(run.out()).containsPattern("(?m)^\\[(PASS|WARN)] " + test + " \\("));
        assertThat(run.out()).contains("\nConclusion: the network was not tested; the application side is fine");
        assertThat(run.err()).endsWith("the report is in " + report + "\n");
        assertThat(report)
                .content()
                .startsWith("# aggtape doctor: BTCUSDT\n\n**Date:** 20")
                .contains("**Status:** PASS: ", "Version: aggtape ", "Machine: ", "| Test | Result | Details |")
                .contains(LOCAL_TESTS.stream().map(test -> ". " + test + "\n").toList());
        assertThat(directory.resolve("tape")).doesNotExist();
    }

    @Test
    void shouldPrintAJsonObjectAFindingAndOneForAll() {
        final CommandRun run = doctor("--json");

        final List<Map<String, Object>> lines =
                run.out().lines().map(TradeLine::json).toList();
        assertThat(lines).hasSize(LOCAL_TESTS.size() + 1);
        assertThat(lines.subList(0, LOCAL_TESTS.size()))
                .extracting(line -> line.get("test"))
                .isEqualTo(LOCAL_TESTS);
        assertThat(lines.get(0)).containsKeys("test", "area", "verdict", "result", "details", "remedy", "tookMs");
        assertThat(lines.get(LOCAL_TESTS.size()))
                .containsEntry("exitCode", run.exitCode())
                .containsEntry("failed", 0)
                .containsEntry("complete", true)
                .containsKeys("conclusion", "status", "blame", "environment");
    }

    @Test
    void shouldExitWith6WhereTheMachineIsNotAsAsked() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "");
        final CommandRun run = Cli.run(arguments(file, "--json"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run.out())
                .contains("\"test\":\"Journal directory\",\"area\":\"machine\",\"verdict\":\"FAIL\"")
                .contains("\"blame\":\"machine\"");
    }

    @Test
    void shouldLeaveTheCoresToARecorderThatRuns() throws IOException {
        final Path tape = directory.resolve("tape");
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(tape));
        try {
            final CommandRun run = doctor();
            assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
            assertThat(run.out())
                    .contains("[SKIP] Cores and pinning: not tried", "[SKIP] Jitter: ", "[SKIP] Event loop: ")
                    .contains(
                            "[WARN] Journal lock",
                            "process " + ProcessHandle.current().pid(),
                            "--attach");
        } finally {
            writer.close();
        }
    }

    @Test
    void shouldNotAttachWhereNobodyWrites() {
        final CommandRun run = doctor("--attach");
        assertThat(run.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run.out()).startsWith("[FAIL] Journal writer").doesNotContain("Event loop");
    }

    @Test
    void shouldRefuseAReportThatCannotBeWrittenBeforeItTestsAnything() {
        final CommandRun run =
                doctor("--report", directory.resolve("absent/r.md").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("cannot write the report", "no such file or directory");
    }

    @Test
    void shouldRefuseARateThatMakesNoSense() {
        assertThat(doctor("--rate", "0")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("trades a second");
        });
    }

    @Test
    void shouldRefuseToRecordOnNoLine() {
        assertThat(doctor("--lines", "0")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("1 or 2, not 0");
        });
    }

    @Test
    void shouldSayInItsHelpWhatItsExitCodesMean() {
        assertThat(Cli.run("doctor", "--help").out())
                .contains("5 where a test of the network failed", "6 where one of the machine", "--report");
    }

    @Test
    void shouldEndInOrderWhereItIsToldToStop() throws IOException {
        try (AggtapeProcess process = AggtapeProcess.start(
                directory,
                arguments(
                        directory.resolve("tape"),
                        "--report",
                        directory.resolve("r.md").toString()))) {
            process.await("the first finding", () -> process.out().contains("JDK and flags"));
            final Script.Result result = process.terminate().finish();

            assertThat(result.exitCode()).isEqualTo(ExitCode.INTERNAL);
            assertThat(process.out()).contains("INCOMPLETE: ", "stopped before the end");
            assertThat(directory.resolve("r.md")).content().contains("INCOMPLETE: ");
        }
    }

    private CommandRun doctor(final String... more) {
        return Cli.run(arguments(directory.resolve("tape"), more));
    }

    private static List<String> arguments(final Path journal, final String... more) {
        final List<String> arguments =
                new ArrayList<>(List.of("doctor", "--skip-network", "--cpu", "none", "--wait", "blocking"));
        arguments.addAll(List.of("--idle", "backoff", "--journal", journal.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
