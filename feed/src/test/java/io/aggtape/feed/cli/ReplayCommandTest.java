package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TimeIndex;
import io.aggtape.journal.TradeSource;
import io.aggtape.pipeline.ReplayProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders, ranges and several journals, of one sequence of trades that some tapes hold in part or in disorder. */
final class ReplayCommandTest {
    private static final int TRADES = 4_000;
    private static final long START_US = 1_795_350_600_000_000L;

    @TempDir
    static Path directory;

    @BeforeAll
    static void writeTapes() {
        write("whole", i -> true, false);
        write("even", i -> i % 2 == 0, false);
        write("odd", i -> i % 2 == 1 || i % 7 == 0, false);
        write("late", i -> true, true);
    }

    @Test
    void shouldPlaySeveralTapesAsOneInTheOrderOfTheExchange() {
        final CommandRun run = Cli.run("replay", tape("odd"), tape("even"), "--order", "exchange");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo(Cli.run("replay", tape("whole")).out());
        assertThat(run.err()).startsWith("4,000 trades in ");
    }

    @Test
    void shouldPutLateTradesInTheirPlace() {
        assertThat(Cli.run("replay", tape("late"), "--order", "exchange").out())
                .isEqualTo(Cli.run("replay", tape("whole")).out())
                .isNotEqualTo(Cli.run("replay", tape("late")).out());
    }

    @Test
    void shouldMakeBarsOfLateTradesInTheirPlace() {
        final CommandRun late = Cli.run("bars", tape("late"), "--type", "tick", "--size", "7");
        assertThat(late.exitCode()).as(late.err()).isEqualTo(ExitCode.OK);
        assertThat(late.out())
                .hasLineCount(1 + 2 * (2_000 / 7 + 1))
                .isEqualTo(Cli.run("bars", tape("whole"), "--type", "tick", "--size", "7")
                        .out());
    }

    @Test
    void shouldSayBesideHowFastItPlaysHowFastTheRecordsAloneAreRead() {
        final CommandRun run = Cli.run("replay", tape("whole"), "--scan");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err().lines().map(line -> line.replaceAll("in .*", "in")))
                .containsExactly("scan alone: 4,000 trades in", "4,000 trades in");
    }

    @Test
    void shouldRefuseSeveralTapesInTheOrderOfArrival() {
        final CommandRun run = Cli.run("replay", tape("odd"), tape("even"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("add --order exchange");
    }

    @Test
    void shouldRefuseATapeThatIsNamedTwice() {
        final CommandRun run = Cli.run("replay", tape("odd"), tape("odd"), "--order", "exchange");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("named twice");
    }

    @Test
    void shouldRefuseAnOrderThatIsNone() {
        final CommandRun run = Cli.run("replay", tape("odd"), "--order", "random");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'random'", "arrival or exchange");
    }

    @Test
    void shouldFindARangeByTheTimeIndex() {
        final List<String> range = List.of("--from", time(1_000), "--to", time(1_500));
        for (final String order : List.of("arrival", "exchange")) {
            final CommandRun run = Cli.run(
                    "replay", tape("late"), "--order", order, range.get(0), range.get(1), range.get(2), range.get(3));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.err()).contains("500 trades in ");
        }
        assertThat(directory.resolve("late").resolve(TimeIndex.FILE_NAME)).exists();
    }

    @Test
    void shouldPrintTheSameOfARangeWithTheIndexAndWithout() {
        final String[] cat = {"cat", tape("even"), "--from", time(100), "--to", time(120)};
        final CommandRun first = Cli.run(cat);
        assertThat(first.out()).hasLineCount(10);
        assertThat(first.err()).contains("once for its time index");
        final CommandRun second = Cli.run(cat);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(Cli.run("cat", tape("even"), "-n", "3", "--to", time(120)).out())
                .hasLineCount(3)
                .isEqualTo(first.out().lines().skip(7).map(line -> line + "\n").reduce("", String::concat));
    }

    @Test
    void shouldPrintNoEventsOutOfTheRange() {
        assertThat(Cli.run("cat", tape("whole"), "--all").out()).contains(" checkpoint ", " seal ");
        assertThat(Cli.run("cat", tape("whole"), "--all", "--from", time(5), "--to", time(8))
                        .out())
                .hasLineCount(3)
                .doesNotContain(" checkpoint ", " seal ");
    }

    @Test
    void shouldShowHowFarItIs() {
        assertThat(ReplayCommand.text(new ReplayProgress(0.5, false, 1_234, START_US * 1_000)))
                .isEqualTo("[" + "#".repeat(15) + " ".repeat(15) + "] 50 %  1,234 trades  2026-11-22T12:30:00Z");
        assertThat(ReplayCommand.text(new ReplayProgress(1, true, 0, 0)))
                .isEqualTo("[" + "#".repeat(30) + "] 100 %  reading ahead");
    }

    /** Two symbols by turns, a millisecond apart; some come late where that is wanted. */
    private static void write(final String name, final IntPredicate isThere, final boolean isDisordered) {
        final Instruments instruments = new Instruments();
        final Instrument[] both = {
            instruments.intern(Market.SPOT, "AAAUSDT"), instruments.intern(Market.SPOT, "BBBUSDT")
        };
        final long startMs = START_US / 1_000;
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory.resolve(name)), () -> startMs)) {
            for (int i = 0; i < TRADES; i++) {
                final int number = isDisordered ? i / 100 * 100 + (i + 37) % 100 : i;
                if (isThere.test(number)) {
                    writer.append(trade(both[number % 2], number));
                }
            }
        }
    }

    private static AggTrade trade(final Instrument instrument, final int number) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instrument;
        trade.id = number / 2 + 1;
        trade.firstTradeId = trade.id;
        trade.lastTradeId = trade.id;
        trade.priceMantissa = 10_000 + number * 7_919L % 1_000;
        trade.priceExponent = -2;
        trade.quantityMantissa = 1 + number * 104_729L % 5_000;
        trade.quantityExponent = -3;
        trade.isBuyerMaker = number % 3 == 0;
        trade.source = TradeSource.LINE_A;
        trade.tradeTimeUs = START_US + number * 1_000L;
        trade.receiveTimeNs = trade.tradeTimeUs * 1_000;
        return trade;
    }

    private static String time(final int trade) {
        return Instant.EPOCH.plus(START_US + trade * 1_000L, ChronoUnit.MICROS).toString();
    }

    private static String tape(final String name) {
        return directory.resolve(name).toString();
    }
}
