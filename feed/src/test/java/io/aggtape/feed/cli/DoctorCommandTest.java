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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        final CommandRun run = attach();
        assertThat(run.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run.out())
                .startsWith("[FAIL] recorder (")
                .contains("nobody writes this journal")
                .contains("FAIL: 0 passed, 0 to look at, 1 failed, 0 not tried");
    }

    @Test
    void shouldSayThatAWriterShowsNoCounters() throws IOException {
        final TapeWriter writer = TapeWriter.open(TapeConfig.of(directory.resolve("tape")));
        try {
            final CommandRun run = attach();
            assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(run.out())
                    .contains(
                            "process " + ProcessHandle.current().pid(), "a recorder writes ", ", but shows no counters")
                    .contains("ask again, if it has just begun or is about to end");
        } finally {
            writer.close();
        }
    }

    @Test
    void shouldTitleTheReportOfARecorderByItsJournal() throws IOException {
        final Path report = directory.resolve("r.md");
        attach("--report", report.toString());
        assertThat(report)
                .content()
                .startsWith("# aggtape doctor: the recorder of " + directory.resolve("tape") + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --attach BTCUSDT                   | SYMBOL has no meaning with --attach
        --attach --rate 5                  | --rate has no meaning with --attach
        --attach --skip-local              | --skip-local has no meaning with --attach
        --attach --market usdm             | --market has no meaning with --attach
        --skip-network --skip-local        | --skip-network and --skip-local leave nothing to test
        --skip-network --trade-timeout 1s  | --trade-timeout has no meaning with --skip-network
        --attach --pinned-core             | --pinned-core has no meaning with --attach
        --pinned-core --rate 5             | --rate has no meaning with --pinned-core
        --pinned-core --for 1ms            | to measure a core takes 100 ms to 1 h, not 0.001 s
        --for 5s                           | --for has a meaning with --pinned-core only
        --skip-local --rate 5              | --rate has no meaning with --skip-local
        """)
    void shouldRefuseOptionsThatMakeNoSenseTogether(final String options, final String words) {
        final List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(List.of(options.split(" ")));

        final CommandRun run = Cli.run(arguments);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(words);
    }

    @Test
    void shouldNameTheFlagsThatAreMissingBeforeAnythingNeedsThem() throws IOException {
        final List<String> arguments = List.of(
                "doctor",
                "--endpoint",
                "ws://127.0.0.1:9",
                "--journal",
                directory.resolve("tape").toString(),
                "--json");
        try (AggtapeProcess process = AggtapeProcess.withoutFlags(directory, arguments)) {
            final Script.Result result = process.finish();

            assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.ENVIRONMENT);
            final List<Map<String, Object>> lines =
                    result.out().lines().map(TradeLine::json).toList();
            assertThat(lines.get(0)).containsEntry("test", "JDK and flags").containsEntry("verdict", "FAIL");
            assertThat(lines.get(0).get("result").toString()).contains("--add-opens=java.base/java.lang.reflect");
            assertThat(lines)
                    .filteredOn(line -> "FAIL".equals(line.get("verdict")))
                    .as(result.out())
                    .hasSize(1);
            assertThat(result.out())
                    .contains("it needs flags that this JVM was started without, see JDK and flags")
                    .contains("\"exitCode\":6");
            assertThat(result.err()).doesNotContain("IllegalAccessError");
        }
    }

    @Test
    void shouldLeaveAnEarlierReportWhereItIsStopped() throws IOException {
        final Path report = Files.writeString(directory.resolve("r.md"), "complete\n");
        try (AggtapeProcess process =
                AggtapeProcess.start(directory, arguments(directory.resolve("tape"), "--report", report.toString()))) {
            process.await("the first finding", () -> process.out().contains("JDK and flags"));
            final Script.Result result = process.terminate().finish();

            assertThat(result.err()).contains("the earlier report in " + report + " is left as it is");
            assertThat(report).hasContent("complete\n");
        }
    }

    @Test
    void shouldSayInJsonWithWhatItExitsWhereTheReportCannotBeWritten() throws IOException {
        final Path place = Files.createDirectory(directory.resolve("place"));
        final Path report = place.resolve("r.md");
        final List<String> arguments = arguments(directory.resolve("tape"), "--json", "--report", report.toString());
        try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
            process.await("the first finding", () -> process.out().contains("JDK and flags"));
            Files.createDirectory(report);
            Files.createFile(report.resolve("in the way"));
            final Script.Result result = process.finish();

            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(result.out()).contains("\"exitCode\":6");
            assertThat(result.err()).contains("cannot write the report " + report);
        }
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

    private CommandRun attach(final String... more) {
        final List<String> arguments = new ArrayList<>(List.of(
                "doctor", "--attach", "--journal", directory.resolve("tape").toString()));
        arguments.addAll(List.of(more));
        return Cli.run(arguments);
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
