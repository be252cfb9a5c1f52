package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archive files over TLS into a tape and back out: the same numbers, every row once. */
final class RecordReplayTest {
    private static final int ROWS = 5_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--threading shared",
                "--feed-threads 2 --streams-per-line 1",
                "--ring-slots 64 --receive-buffer 65536 --feed-threads 2"
            })
    void shouldKeepEveryRowOfSpotFilesAndReplayTheSameOrderFlow(final String tuning) {
        Seed.check(random -> {
            final ArchiveFiles files = ArchiveFiles.spot(directory, random, ROWS);
            final CommandRun record = record(
                    Market.SPOT,
                    files.arguments(),
                    files.trades(),
                    tuning.isEmpty() ? new String[0] : tuning.split(" "));
            assertThat(record.out()).contains("gaps        0\n", "duplicates  0\n", "rejected    0\n");
            final CommandRun replay = Cli.run("replay", journal(), "--speed", "max");
            assertThat(replay.exitCode()).as(replay.err()).isEqualTo(ExitCode.OK);
            assertThat(replay.out()).isEqualTo(Cli.orderFlow(record.out()));
        });
    }

    @Test
    void shouldReplayTheSameOrderFlowInJson() {
        Seed.check(random -> {
            final ArchiveFiles files = ArchiveFiles.spot(directory, random, 500);
            final CommandRun record = record(Market.SPOT, files.arguments(), files.trades(), "--json");
            final CommandRun replay = Cli.run("replay", journal(), "--json");
            assertThat(Cli.orderFlowJson(record.out())).hasSize(4);
            assertThat(replay.out().lines().toList()).isEqualTo(Cli.orderFlowJson(record.out()));
        });
    }

    @Test
    void shouldKeepEveryRowOfAFuturesFileThroughTheMarketRoute() {
        Seed.check(random -> {
            final ArchiveFiles files = new ArchiveFiles(directory, random);
            files.addFutures("BTCUSDT", 1, ROWS);
            files.addFutures("ETHUSDT", 3_000_000_000L, 100);
            final CommandRun record = record(Market.USDM, files.arguments(), files.trades());
            assertThat(Cli.run("replay", journal()).out()).isEqualTo(Cli.orderFlow(record.out()));
        });
    }

    @Test
    void shouldKeepEveryRowOfTheRealSpotFiles() {
        final Path data = data();
        assertReal(
                Market.SPOT,
                Map.of(
                        "BTCUSDT", data.resolve("csv/BTCUSDT-spot-REPEATED-120k.csv.gz"),
                        "GCTUSDT", data.resolve("csv/BTCUSDT-spot-aggTrades-gct.csv"),
                        "OLDUSDT", data.resolve("csv_derived/BTCUSDT-spot-aggTrades-20230405-derived.csv"),
                        "NEWUSDT", data.resolve("csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv")));
    }

    @Test
    void shouldKeepEveryRowOfTheRealUsdmFile() {
        assertReal(
                Market.USDM,
                Map.of("TRXUSDT", data().resolve("csv_derived/TRXUSDT-usdm-aggTrades-20250304-derived.csv")));
    }

    @Test
    void shouldKeepEveryRowOfTheRealCoinmFile() {
        assertReal(
                Market.COINM,
                Map.of("BTCUSD_PERP", data().resolve("csv_derived/BTCUSD_PERP-cm-aggTrades-20240808-derived.csv")));
    }

    private void assertReal(final Market market, final Map<String, Path> files) {
        final List<String> arguments = new ArrayList<>();
        final Map<String, List<TradeLine>> trades = new TreeMap<>();
        files.forEach((symbol, file) -> {
            arguments.add(symbol + '=' + file);
            trades.put(symbol, TradeLine.ofFile(symbol, file));
        });
        final CommandRun record = record(market, arguments, trades);
        assertThat(Cli.run("replay", journal()).out()).isEqualTo(Cli.orderFlow(record.out()));
    }

    /** Records what the files hold to the last row and compares the tape with them. */
    private CommandRun record(
            final Market market,
            final List<String> files,
            final Map<String, List<TradeLine>> trades,
            final String... more) {
        final int total = trades.values().stream().mapToInt(List::size).sum();
        final List<String> options = new ArrayList<>(
                List.of("--market", market.label(), "--trades", Integer.toString(total), "--for", "60s"));
        options.addAll(List.of(more));
        final CommandRun record;
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(market, Program.ofCsv(files)).withPace(Pace.max()))) {
            exchange.start();
            record = Cli.record(exchange, trades.keySet(), Path.of(journal()), options.toArray(String[]::new));
            assertThat(record.exitCode()).as(record.err()).isEqualTo(ExitCode.OK);
            assertThat(exchange.servedCount()).isEqualTo(total);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        final CommandRun cat = Cli.run("cat", journal(), "--json");
        assertThat(cat.exitCode()).as(cat.err()).isEqualTo(ExitCode.OK);
        TradeLine.assertSame(trades, TradeLine.ofCat(cat.out()));
        final CommandRun verify = Cli.run("verify", journal());
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
        return record;
    }

    private String journal() {
        return directory.resolve("tape").toString();
    }

    private static Path data() {
        final Path data = Path.of(System.getProperty("aggtape.data", "../shared/data"));
        assumeTrue(Files.exists(data.resolve("csv")), "no real trades at " + data);
        return data;
    }
}
