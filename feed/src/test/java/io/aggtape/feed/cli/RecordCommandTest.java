package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of {@code record} one after the other on one tape, and on a route without trades. */
final class RecordCommandTest {
    private static final String SYMBOL = "AAAUSDT";

    @TempDir
    Path directory;

    @Test
    void shouldGoOnWithATapeAndKeepNothingTwice() throws IOException {
        final Path whole = file(1_000, 3_000);
        assertThat(record(part(whole, 0, 2_000), 2_000).out()).contains("journaled   2000\n", "duplicates  0\n");
        final CommandRun overlapping = record(part(whole, 1_000, 3_000), 1_000);
        assertThat(overlapping.out()).contains("received    2000\n", "journaled   1000\n", "duplicates  1000\n");
        assertThat(overlapping.out()).contains("gaps        0\n");

        assertThat(TradeLine.ofCat(tape("cat", "--json").out()).get(SYMBOL)).isEqualTo(TradeLine.ofFile(SYMBOL, whole));
        final CommandRun verify = tape("verify");
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).contains("ids 1000..3999  trades 3000  missing 0 ", " duplicates 0 ");
        assertThat(tape("info").out().split("session   ")).hasSize(3);
        assertThat(tape("info").out()).doesNotContain("no orderly stop");
    }

    @Test
    void shouldNameTheHoleBetweenTwoRunsAndNothingElse() throws IOException {
        final Path whole = file(1_000, 3_000);
        record(part(whole, 0, 1_000), 1_000);
        final CommandRun second = record(part(whole, 1_500, 3_000), 1_500);
        assertThat(second.out()).contains("gaps        1\n", "missingIds  500\n");
        final CommandRun verify = tape("verify");
        assertThat(verify.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(verify.out()).contains("\n  missing AAAUSDT 2000..2499 (500)\ndocuments ");
    }

    @Test
    void shouldFillAHoleLateWhereTheTradesComeInALaterRun() throws IOException {
        final Path whole = file(1_000, 3_000);
        record(part(whole, 0, 1_000), 1_000);
        record(part(whole, 1_500, 3_000), 1_500);
        final CommandRun third = record(part(whole, 900, 1_600), 500);
        assertThat(third.out()).contains("journaled   500\n", "late        500\n", "duplicates  200\n");
        final CommandRun verify = tape("verify");
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).contains("trades 3000  missing 0 ", "filled late 500 ");
    }

    @Test
    void shouldSayThatAllTradesHaveIdsThatTheTapeKnows() throws IOException {
        final Path whole = file(1_000, 500);
        record(whole, 500);
        final CommandRun again;
        try (Exchange exchange = exchange(Market.SPOT, List.of(SYMBOL + '=' + whole))) {
            again = Cli.record(exchange, List.of(SYMBOL), directory.resolve("tape"), "--for", "2s");
        }
        assertThat(again.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        assertThat(again.err())
                .contains("nothing of AAAUSDT was recorded: each trade that came has an id that the tape knows already")
                .doesNotContain("names that do not exist");
    }

    @Test
    void shouldKeepTheTapeOfTwoMarketsApart() throws IOException {
        final ArchiveFiles spot = new ArchiveFiles(directory, random());
        spot.addSpot("BTCUSDT", ".csv", 100, 200, true);
        record(Market.SPOT, spot.arguments(), "BTCUSDT", "--trades", "200", "--for", "60s");
        final ArchiveFiles usdm = new ArchiveFiles(Files.createDirectory(directory.resolve("futures")), random());
        usdm.addFutures("BTCUSDT", 5_000, 300);
        record(Market.USDM, usdm.arguments(), "BTCUSDT", "--trades", "300", "--for", "60s");
        assertThat(tape("verify").out())
                .contains("complete   spot:BTCUSDT  ids 100..299 ", "complete   usdm:BTCUSDT  ids 5000..5299 ");
    }

    @Test
    void shouldRecordNothingOnARouteThatOnlyAccepts() throws IOException {
        final ArchiveFiles files = new ArchiveFiles(directory, random());
        files.addFutures("BTCUSDT", 1, 100);
        try (Exchange exchange = exchange(Market.USDM, files.arguments())) {
            // COIN-M has no route: its paths are those that USD-M accepts since April 2026 and leaves silent.
            final CommandRun record = Cli.record(
                    exchange, List.of("BTCUSDT"), directory.resolve("tape"), "--market", "coinm", "--for", "1s");
            assertThat(record.out()).contains("journaled   0\n");
            assertThat(record.err()).contains("no trade came of BTCUSDT: ");
            assertThat(exchange.servedCount()).isZero();
        }
        assertThat(tape("cat", "--all").out())
                .contains("line 0 AWAITING_TRADES attempt 1")
                .doesNotContain("line 0 LIVE");
    }

    /** What REST would fetch beside the line depends on which is faster. */
    private CommandRun record(final Path file, final int trades) throws IOException {
        return record(
                Market.SPOT,
                List.of(SYMBOL + '=' + file),
                SYMBOL,
                "--no-repair",
                "--trades",
                Integer.toString(trades),
                "--for",
                "60s");
    }

    private CommandRun record(final Market market, final List<String> files, final String symbol, final String... more)
            throws IOException {
        try (Exchange exchange = exchange(market, files)) {
            final List<String> options = new ArrayList<>(List.of("--market", market.label()));
            options.addAll(List.of(more));
            final CommandRun record =
                    Cli.record(exchange, List.of(symbol), directory.resolve("tape"), options.toArray(String[]::new));
            assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
            return record;
        }
    }

    private static Exchange exchange(final Market market, final List<String> files) throws IOException {
        final Exchange exchange =
                new Exchange(ExchangeConfig.of(market, Program.ofCsv(files)).withPace(Pace.max()));
        exchange.start();
        return exchange;
    }

    private Path file(final long firstId, final int rows) {
        return new ArchiveFiles(directory, random()).addSpot(SYMBOL, ".csv", firstId, rows, true);
    }

    private Path part(final Path whole, final int from, final int to) throws IOException {
        try (Stream<String> lines = Files.lines(whole)) {
            return Files.write(
                    directory.resolve("part-" + from + ".csv"),
                    lines.skip(from).limit(to - from).toList());
        }
    }

    private static SplittableRandom random() {
        return new SplittableRandom(Long.getLong("aggtape.seed", 1));
    }

    private CommandRun tape(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.add(directory.resolve("tape").toString());
        return Cli.run(all);
    }
}
