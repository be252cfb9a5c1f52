package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bars} and {@code flow} print of a recorded tape. */
final class BarsCommandTest {
    private static final int ROWS = 1_000;
    private static final int BAR = 64;

    @TempDir
    static Path directory;

    private static List<TradeLine> trades;

    @BeforeAll
    static void recordATape() throws IOException {
        final ArchiveFiles files = new ArchiveFiles(directory, new SplittableRandom(Long.getLong("aggtape.seed", 1)));
        files.addSpot("AAAUSDT", ".csv", 1, ROWS, false);
        files.addSpot("BBBUSDT", ".csv", 1, ROWS, true);
        trades = files.trades().get("BBBUSDT");
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.ofCsv(files.arguments())).withPace(Pace.max()))) {
            exchange.start();
            final CommandRun record = Cli.record(
                    exchange,
                    files.symbols(),
                    directory.resolve("tape"),
                    "--trades",
                    Integer.toString(2 * ROWS),
                    "--for",
                    "60s");
            assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void shouldPrintTickBarsInTheColumnsOfAKlineArchive() {
        final CommandRun bars = tape("bars", "--symbol", "BBBUSDT", "--type", "tick", "--size", "64", "--unit", "us");
        assertThat(bars.exitCode()).as(bars.err()).isEqualTo(ExitCode.OK);
        final List<String> expected = new ArrayList<>(List.of("market,symbol,open_time,open,high,low,close,volume,"
                + "close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,records,late,closed"));
        for (int from = 0; from < ROWS; from += BAR) {
            expected.add(csv(trades.subList(from, Math.min(from + BAR, ROWS))));
        }
        assertThat(bars.out().lines().toList()).isEqualTo(expected);
    }

    @Test
    void shouldPrintBarsOfEverySymbolInJson() {
        final List<Map<String, Object>> bars = tape("bars", "--size", "1s", "--empty", "skip", "--json")
                .out()
                .lines()
                .map(TradeLine::json)
                .toList();
        assertThat(bars).extracting(bar -> bar.get("symbol")).contains("AAAUSDT", "BBBUSDT");
        assertThat(bars.stream().mapToInt(bar -> (Integer) bar.get("records")).sum())
                .isEqualTo(2 * ROWS);
        assertThat(bars).filteredOn(bar -> bar.get("closed").equals(false)).hasSize(2);
    }

    @Test
    void shouldTakeOnlyTheTradesOfTheRange() {
        final String from = Long.toString(trades.get(ROWS / 2).timeUs());
        final long wanted = trades.stream()
                .filter(trade -> trade.timeUs() >= trades.get(ROWS / 2).timeUs())
                .count();
        final CommandRun bars =
                tape("bars", "--symbol", "BBBUSDT", "--from", from, "--type", "tick", "--size", "1000000", "--json");
        assertThat(TradeLine.json(bars.out().strip())).containsEntry("records", (int) wanted);
    }

    @Test
    void shouldPrintTheStudyOfASymbol() {
        final Map<String, Object> study =
                TradeLine.json(tape("flow", "--symbol", "BBBUSDT", "--json", "--rows", "--bucket-volume", "100000")
                        .out()
                        .strip());
        assertThat(study).containsEntry("records", ROWS).containsKeys("profile", "sizes", "interArrival", "kyleLambda");
        assertThat(study.get("imbalance")).isNotNull();
        final BigDecimal volume = trades.stream().map(TradeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(study.get("profile"))
                .asString()
                .contains("volume=" + volume.stripTrailingZeros().toPlainString());
        assertThat(tape("flow").out())
                .contains("spot:AAAUSDT", "spot:BBBUSDT", "point of control", "Kyle's lambda", "seconds from");
    }

    @Test
    void shouldPrintTheFootprintOfEachBar() {
        final List<Map<String, Object>> bars = tape(
                        "flow", "--per-bar", "--type", "tick", "--size", "64", "--symbol", "BBBUSDT", "--json")
                .out()
                .lines()
                .map(TradeLine::json)
                .toList();
        assertThat(bars).hasSize((ROWS + BAR - 1) / BAR);
        assertThat(bars.get(0)).containsKeys("open", "profile", "rows");
        assertThat(tape("flow", "--per-bar", "--size", "1h").out()).contains("pointOfControl ", "sell records");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bars --size 5 | is not a duration",
                "bars --type tick --size 1m | the size of a tick bar is a decimal above 0",
                "bars --type volume --size 0 | the size of a volume bar",
                "bars --size 1ns | --size is a whole number of microseconds",
                "bars --size 100us | choose the unit us",
                "bars --unit s | is ms or us, not 's'",
                "bars --type candle | '--type'",
                "bars --size 1m --offset 2m | below their size",
                "bars --type volume --crossing split --size 1e-18 | choose a larger size",
                "flow --bucket-volume 1e-18 | choose a larger size",
                "flow --step 0 | a price step is a decimal above 0",
                "flow --step 0.000000000000000001 | choose a wider step",
                "flow --value-area 101 | at most 100 per cent",
                "flow --value-area 1e999999999 | at most 100 per cent",
                "flow --buckets 0 | 1 to 10000 buckets, not 0",
                "flow --buckets 2147483647 --bucket-volume 1 | 1 to 10000 buckets",
                "flow --bucket-volume -1 | the size of a volume bar"
            })
    void shouldSayWhatIsWrongWithAnOption(final String command, final String expected) {
        final String[] words = command.split(" ");
        final CommandRun run =
                tape(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(expected);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("at io.aggtape");
    }

    @Test
    void shouldSayThatThereIsNoJournal() {
        assertThat(Cli.run("bars", directory.resolve("nothing").toString()).exitCode())
                .isEqualTo(ExitCode.JOURNAL);
        assertThat(Cli.run("flow", directory.resolve("nothing").toString()).exitCode())
                .isEqualTo(ExitCode.JOURNAL);
    }

    private static CommandRun tape(final String command, final String... options) {
        final List<String> arguments =
                new ArrayList<>(List.of(command, directory.resolve("tape").toString()));
        arguments.addAll(List.of(options));
        return Cli.run(arguments);
    }

    /** The line of a bar of these trades, from nothing but decimals. */
    private static String csv(final List<TradeLine> bar) {
        final List<BigDecimal> prices = bar.stream().map(TradeLine::price).toList();
        final List<TradeLine> buys =
                bar.stream().filter(trade -> !trade.isBuyerMaker()).toList();
        return String.join(
                ",",
                "spot",
                "BBBUSDT",
                Long.toString(bar.get(0).timeUs()),
                plain(prices.get(0)),
                plain(prices.stream().max(BigDecimal::compareTo).orElseThrow()),
                plain(prices.stream().min(BigDecimal::compareTo).orElseThrow()),
                plain(prices.get(prices.size() - 1)),
                plain(base(bar)),
                Long.toString(bar.get(bar.size() - 1).timeUs()),
                plain(quote(bar)),
                Long.toString(bar.stream()
                        .mapToLong(trade -> trade.ids().get(2) - trade.ids().get(1) + 1)
                        .sum()),
                plain(base(buys)),
                plain(quote(buys)),
                Integer.toString(bar.size()),
                "0",
                Boolean.toString(bar.size() == BAR));
    }

    private static BigDecimal base(final List<TradeLine> trades) {
        return trades.stream().map(TradeLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quote(final List<TradeLine> trades) {
        return trades.stream()
                .map(trade -> trade.price().multiply(trade.quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String plain(final BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
