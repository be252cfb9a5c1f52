package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export}, {@code reconcile} and {@code sql} on one imported tape. */
final class OutAndInCommandTest {
    private static final int ROWS = 900;

    @TempDir
    static Path directory;

    private static ArchiveFiles files;
    private static String archives;
    private static String tape;

    @BeforeAll
    static void importTheTape() throws IOException {
        final SplittableRandom random = new SplittableRandom(Long.getLong("aggtape.seed", 5));
        archives = Files.createDirectory(directory.resolve("archives")).toString();
        tape = directory.resolve("tape").toString();
        files = new ArchiveFiles(Path.of(archives), random);
        files.addSpot("AAAUSDT", ".csv", 100, ROWS, true);
        files.addSpot("BBBUSDT", ".zip", 5_000_000_000L, ROWS, true);
        files.addFutures("ETHUSDT", 7, ROWS);
        assertThat(Cli.run("import", archives, "--journal", tape).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldExportWhatWasImportedAndImportItAgain(@TempDir final Path out) {
        final CommandRun run = Cli.run("export", tape, "--dir", out.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("exported  spot:AAAUSDT  rows 900  ids 100..999  " + out);
        final String again = out.resolve("tape").toString();
        assertThat(Cli.run("import", out.toString(), "--journal", again).exitCode())
                .isEqualTo(ExitCode.OK);
        TradeLine.assertSame(
                files.trades(), TradeLine.ofCat(Cli.run("cat", again, "--json").out()));
    }

    @Test
    void shouldExportOneSymbolToStdout() {
        final CommandRun run = Cli.run("export", tape, "--symbol", "AAAUSDT");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines().map(line -> TradeLine.ofCsv("AAAUSDT", line)))
                .containsExactlyElementsOf(files.trades().get("AAAUSDT"));
        assertThat(run.err()).contains("exported  spot:AAAUSDT  rows 900");
    }

    @Test
    void shouldExportJsonAsCatPrintsIt() {
        assertThat(Cli.run("export", tape, "--format", "json", "--symbol", "BBBUSDT")
                        .out())
                .isEqualTo(Cli.run("cat", tape, "--json", "--symbol", "BBBUSDT").out());
    }

    @Test
    void shouldExportParquetOnceHoweverOftenItIsRun(@TempDir final Path out) {
        final CommandRun first = Cli.run("export", tape, "--format", "parquet", "--dir", out.toString());
        assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
        assertThat(first.out()).contains("written   ", "symbol=ETHUSDT", "trades.parquet  rows 900  new 900");
        final CommandRun second = Cli.run("export", tape, "--format", "parquet", "--dir", out.toString());
        assertThat(second.out().lines()).hasSize(3).allMatch(line -> line.startsWith("unchanged "));
        assertThat(Cli.run(
                                "sql",
                                "select count(*) as n from read_parquet('" + out + "/**/*.parquet')",
                                "--journal",
                                tape,
                                "--json")
                        .out())
                .isEqualTo("{\"n\":2700}\n");
    }

    @Test
    void shouldReplaceAFileOnlyWhereTold(@TempDir final Path out) throws IOException {
        final Path file = Files.writeString(out.resolve("a.csv"), "mine");
        final List<String> line = List.of("export", tape, "--symbol", "AAAUSDT", "-o", file.toString());
        final CommandRun run = Cli.run(line);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(file.toString(), "--force");
        assertThat(file).hasContent("mine");
        final List<String> forced = new ArrayList<>(line);
        forced.add("--force");
        assertThat(Cli.run(forced).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(file)).hasSize(ROWS);
    }

    @Test
    void shouldAnswerAsCsvAndAsJson() {
        final String sql =
                "select symbol, count(*) as n, 'a,\"b' as q, null as x from trades group by all order by all";
        assertThat(Cli.run("sql", sql, "--journal", tape).out())
                .isEqualTo(
                        "symbol,n,q,x\nAAAUSDT,900,\"a,\"\"b\",\nBBBUSDT,900,\"a,\"\"b\",\nETHUSDT,900,\"a,\"\"b\",\n");
        final List<Map<String, Object>> rows = Cli.run("sql", sql, "--journal", tape, "--json")
                .out()
                .lines()
                .map(TradeLine::json)
                .toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .containsEntry("symbol", "AAAUSDT")
                .containsEntry("n", 900)
                .containsEntry("x", null);
    }

    @Test
    void shouldPrintDuckdbsWordsAndNothingElseWhereItRefuses() {
        final CommandRun run = Cli.run("sql", "select nonsense from trades", "--journal", tape);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Binder Error", "nonsense").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldFindTheTapeEqualToItsArchiveAndSignThat(@TempDir final Path out) throws IOException {
        final Path report = out.resolve("report.md");
        final CommandRun run = Cli.run("reconcile", tape, "--archive", archives, "--report", report.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("spot:AAAUSDT  archive 900  tape 900  equal 900  missing 0")
                .endsWith("equal\n");
        assertThat(report).content().contains("Verdict: **EQUAL**", "SHA-256 of all lines above: ");
        assertThat(Cli.run("reconcile", tape, "--archive", archives, "--report", report.toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldEndWithADataFaultWhereTheyDiffer(@TempDir final Path out) throws IOException {
        final Path part = out.resolve("AAAUSDT-part.csv");
        final String csv = Cli.run("export", tape, "--symbol", "AAAUSDT").out();
        final List<String> lines = csv.lines().toList();
        Files.write(
                part,
                Stream.concat(lines.subList(0, 400).stream(), lines.subList(402, 900).stream())
                        .toList());
        final String other = out.resolve("tape").toString();
        assertThat(Cli.run("import", part.toString(), "--journal", other).exitCode())
                .isEqualTo(ExitCode.OK);
        final CommandRun run = Cli.run("reconcile", other, "--archive", archives, "--symbol", "AAAUSDT", "--json");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        final Map<String, Object> json = TradeLine.json(run.out());
        assertThat(json).containsEntry("equal", false);
        assertThat(json.get("symbols").toString()).contains("missing=2", "firstMissing=[[500, 501]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export --format parquet                       | say --dir",
                "export --format xml                           | 'xml'",
                "export                                        | more than one symbol",
                "export --format hftbacktest                   | more than one symbol",
                "export -o a.csv --dir b                       | say one of them",
                "export --from 2026-11-24 --to 2026-11-23      | is before --from",
                "reconcile --archive nowhere.csv               | nowhere.csv",
                "reconcile                                     | --archive",
            })
    void shouldRefuseAWrongQuestion(final String line, final String named) {
        final List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.add(1, "--journal=" + tape);
        final CommandRun run = Cli.run(arguments);
        assertThat(run.err()).contains(named).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "export --symbol AAAUSDT -o /proc/nowhere/a.csv",
        "export --dir /proc/nowhere",
        "export --format parquet --dir /proc/nowhere",
        "reconcile --report /proc/nowhere/a.md --archive"
    })
    void shouldSayWhereItCannotWrite(final String line) {
        final List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        if (line.startsWith("reconcile")) {
            arguments.add(archives);
        }
        arguments.add("--journal=" + tape);
        final CommandRun run = Cli.run(arguments);
        assertThat(run.err()).contains("cannot write the ", "/proc/nowhere").doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({"export --symbol NOSUCHUSDT, no trades of NOSUCHUSDT", "export --to 2020-01-01, nothing to export"})
    void shouldEndWithADataFaultWhereNothingMatches(final String line, final String named) {
        final List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.add("--journal=" + tape);
        final CommandRun run = Cli.run(arguments);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(run.err()).contains(named);
    }

    @ParameterizedTest
    @CsvSource({"export", "sql 'select-1'", "reconcile"})
    void shouldNotFindATapeWhereThereIsNone(final String command) {
        final List<String> arguments =
                new ArrayList<>(List.of(command.replace("'", "").split(" ")));
        arguments.addAll(List.of("--journal", directory.resolve("nowhere").toString()));
        if (command.equals("reconcile")) {
            arguments.addAll(List.of("--archive", archives));
        }
        final CommandRun run = Cli.run(arguments);
        assertThat(run.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(run.err()).contains("there is no journal at");
    }
}
