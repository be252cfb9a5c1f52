package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aggtape repair} on a tape of two runs with a hole between them, from an exchange that has served it all. */
final class RepairCommandTest {
    private static final String SYMBOL = "AAAUSDT";
    private static final int ROWS = 3_000;

    @TempDir
    Path directory;

    private Path whole;
    private Path tape;

    @BeforeEach
    void recordATapeWithAHole() throws IOException {
        whole = new ArchiveFiles(directory, new SplittableRandom(Long.getLong("aggtape.seed", 1)))
                .addSpot(SYMBOL, ".csv", 1_000, ROWS, true);
        tape = directory.resolve("tape");
        record(Program.ofCsv(List.of(SYMBOL + '=' + part(0, 1_000))), tape, 1_000);
        record(Program.ofCsv(List.of(SYMBOL + '=' + part(1_500, ROWS))), tape, 1_500);
    }

    @Test
    void shouldFetchAllThatIsMissingAndLeaveACompleteTape() throws IOException {
        final CommandRun repair = repair(program());
        assertThat(repair.exitCode()).as(repair.err()).isEqualTo(ExitCode.OK);
        assertThat(repair.out()).isEqualTo("closed spot:AAAUSDT 2000..2499 (500)  repaired 500  absent 0  open 0\n");
        assertThat(Cli.run("verify", tape.toString()).out())
                .contains("ids 1000..3999  trades 3000  missing 0 ", "repaired 500 ");
        assertThat(TradeLine.ofCat(Cli.run("cat", "--json", tape.toString()).out())
                        .get(SYMBOL))
                .containsExactlyInAnyOrderElementsOf(TradeLine.ofFile(SYMBOL, whole));
        assertThat(Cli.run("info", tape.toString()).out()).doesNotContain("no orderly stop");
    }

    /** The checkpoint at the end of the tape says that they are there. */
    @Test
    void shouldFetchWhatWasDamagedAfterTheTapeHadEnded() throws IOException {
        flipAByteOf(tape);
        assertThat(Cli.run("verify", tape.toString()).out()).contains("fault CORRUPT_DOCUMENT", "holes opened 2");
        final CommandRun repair = repair(program());
        assertThat(repair.exitCode()).as(repair.err()).isEqualTo(ExitCode.OK);
        assertThat(repair.out().lines()).hasSize(2).allMatch(line -> line.startsWith("closed spot:AAAUSDT "));
        assertThat(Cli.run("verify", tape.toString()).out()).contains("ids 1000..3999  trades 3000  missing 0 ");
    }

    @Test
    void shouldFindNothingToRepairTheSecondTime() throws IOException {
        repair(program());
        final CommandRun second = Cli.run("repair", tape.toString());
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.out()).isEqualTo("nothing to repair: no hole is open\n");
    }

    @Test
    void shouldCloseWhatTheExchangeItselfDoesNotHave() throws IOException {
        final CommandRun repair = repair(program().withSkippedIds(Map.of(SYMBOL, Set.of(2_010L, 2_011L))), "--json");
        assertThat(repair.exitCode()).as(repair.err()).isEqualTo(ExitCode.OK);
        assertThat(TradeLine.json(repair.out().strip()))
                .containsEntry("firstId", 2_000)
                .containsEntry("repaired", 498)
                .containsEntry("absent", 2)
                .containsEntry("open", 0);
        final CommandRun verify = Cli.run("verify", tape.toString());
        assertThat(verify.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).contains("absent at source 2 ");
    }

    @Test
    void shouldLeaveALargeHoleAndSayWhatFetchesIt() throws IOException {
        final CommandRun repair = repair(program(), "--max-repair", "499");
        assertThat(repair.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(repair.out())
                .isEqualTo("OPEN   spot:AAAUSDT 2000..2499 (500)  repaired 0  absent 0  open 500: it has more than "
                        + "--max-repair 499 ids; aggtape repair " + tape + " --max-repair 500 fetches it\n");
    }

    @Test
    void shouldNameTheFloorOfTheHistory() throws IOException {
        final CommandRun repair = repair(Program.ofCsv(List.of(SYMBOL + '=' + part(1_200, ROWS))));
        assertThat(repair.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(repair.out()).contains("repaired 300  absent 0  open 200: REST keeps nothing before id 2200\n");
    }

    @Test
    void shouldRepairOnlyWhatIsAskedFor() throws IOException {
        final CommandRun symbol = Cli.run("repair", tape.toString(), "--symbol", "BBBUSDT");
        assertThat(symbol.out()).contains("nothing to repair: no hole is open of what was asked for");
        assertThat(symbol.err())
                .contains("the tape has no trade of what --symbol and --market ask for", "with holes: spot:AAAUSDT");
        assertThat(symbol.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(Cli.run("repair", tape.toString(), "--market", "usdm").exitCode())
                .isEqualTo(ExitCode.DATA_FAULT);
    }

    @Test
    void shouldNotAskBinanceForTradesOfAnotherExchange() {
        final CommandRun repair = Cli.run("repair", tape.toString());
        assertThat(repair.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(repair.err())
                .contains("were recorded with several bases of REST URLs (", "name the right one by --rest");
    }

    @Test
    void shouldSayThatRestCannotBeReached() {
        final CommandRun repair =
                Cli.run("repair", tape.toString(), "--rest", "http://127.0.0.1:1", "--patience", "100ms");
        assertThat(repair.exitCode()).isEqualTo(ExitCode.NETWORK);
        assertThat(repair.err()).contains("REST cannot be reached: ");
        assertThat(repair.out()).contains("OPEN   spot:AAAUSDT 2000..2499 (500) ");
    }

    @Test
    void shouldNotTouchATapeThatIsBeingWritten() {
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(tape))) {
            final CommandRun repair = Cli.run("repair", tape.toString());
            assertThat(repair.exitCode()).isEqualTo(ExitCode.JOURNAL);
            assertThat(repair.err()).contains("is being written by ");
            assertThat(writer.hasSpace()).isTrue();
        }
    }

    @Test
    void shouldNotMakeATapeWhereThereIsNone() throws IOException {
        final Path empty = Files.createDirectory(directory.resolve("empty"));
        final CommandRun repair = Cli.run("repair", empty.toString());
        assertThat(repair.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void shouldRefuseABaseThatMakesNoSense() {
        assertThat(Cli.run("repair", tape.toString(), "--rest", "nonsense").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    /** Amidst the trades, a hundred bytes each. */
    private static void flipAByteOf(final Path tape) throws IOException {
        final Path file;
        try (Stream<Path> files = Files.list(tape)) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(150_000);
            final int before = access.read();
            access.seek(150_000);
            access.write(before ^ 1);
        }
    }

    private Program program() {
        return Program.ofCsv(List.of(SYMBOL + '=' + whole));
    }

    /** Lets the exchange serve all that it has, since REST knows no more than that, and repairs from it. */
    private CommandRun repair(final Program program, final String... more) throws IOException {
        try (Exchange exchange = exchange(program)) {
            final CommandRun other = Cli.record(
                    exchange,
                    List.of(SYMBOL),
                    directory.resolve("other-" + System.nanoTime()),
                    "--no-repair",
                    "--for",
                    "3s");
            assertThat(other.exitCode()).as(other.err()).isEqualTo(ExitCode.OK);
            final List<String> arguments = new ArrayList<>(List.of(
                    "repair",
                    tape.toString(),
                    "--rest",
                    exchange.restUri().toString(),
                    "--ca",
                    exchange.caPem().toString(),
                    "--patience",
                    "5s"));
            arguments.addAll(List.of(more));
            return Cli.run(arguments);
        }
    }

    private static void record(final Program program, final Path journal, final int trades) throws IOException {
        try (Exchange exchange = exchange(program)) {
            final CommandRun record = Cli.record(
                    exchange,
                    List.of(SYMBOL),
                    journal,
                    "--no-repair",
                    "--trades",
                    Integer.toString(trades),
                    "--for",
                    "60s");
            assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
        }
    }

    private static Exchange exchange(final Program program) throws IOException {
        final Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, program).withPace(Pace.max()));
        exchange.start();
        return exchange;
    }

    private Path part(final int from, final int to) throws IOException {
        try (Stream<String> lines = Files.lines(whole)) {
            return Files.write(
                    directory.resolve("part-" + from + ".csv"),
                    lines.skip(from).limit(to - from).toList());
        }
    }
}
