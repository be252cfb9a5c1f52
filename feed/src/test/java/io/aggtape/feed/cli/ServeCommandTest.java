package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tape that is served, and what is recorded from it. */
final class ServeCommandTest {
    private static final int ROWS = 2_000;

    @TempDir
    Path directory;

    @Test
    void shouldServeWhatGivesTheSameTapeOfSpot() throws Exception {
        final ArchiveFiles files = ArchiveFiles.spot(directory, new SplittableRandom(1), ROWS);
        assertSameTape(Market.SPOT, files.arguments(), files.symbols(), 4 * ROWS, "--clock", "one");
    }

    @Test
    void shouldServeWhatGivesTheSameTapeOfFuturesByEachConnectionsClock() throws Exception {
        final ArchiveFiles files = new ArchiveFiles(directory, new SplittableRandom(2));
        files.addFutures("BTCUSDT", 1, ROWS);
        files.addFutures("ETHUSDT", 3_000_000_000L, 100);
        assertSameTape(Market.USDM, files.arguments(), files.symbols(), ROWS + 100, "--clock", "each");
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT, BTCUSDT, csv/BTCUSDT-spot-REPEATED-120k.csv.gz",
        "SPOT, NEWUSDT, csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv",
        "USDM, TRXUSDT, csv_derived/TRXUSDT-usdm-aggTrades-20250304-derived.csv",
        "COINM, BTCUSD_PERP, csv_derived/BTCUSD_PERP-cm-aggTrades-20240808-derived.csv"
    })
    void shouldServeWhatGivesTheSameTapeOfRealTrades(final Market market, final String symbol, final String name)
            throws Exception {
        final Path file =
                Path.of(System.getProperty("aggtape.data", "../shared/data")).resolve(name);
        assumeTrue(Files.exists(file), "no real trades at " + file);
        final int count = TradeLine.ofFile(symbol, file).size();
        assertSameTape(market, List.of(symbol + '=' + file), List.of(symbol), count, "--clock", "one");
    }

    @Test
    void shouldSendTheFramesThatTheExchangeHadSent() throws Exception {
        final ArchiveFiles files = ArchiveFiles.spot(directory, new SplittableRandom(3), 500);
        final String path = "/stream?timeUnit=MICROSECOND";
        final String[] streams = {"aaausdt@aggTrade", "bbbusdt@aggTrade"};
        final Served.Frames live = new Served.Frames();
        final List<String> frames;
        try (Exchange exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.ofCsv(files.arguments()))
                .withTls(false)
                .withPace(Pace.max()))) {
            exchange.start();
            exchange.pausePlayback();
            final WebSocket socket = live.connect(exchange.webSocketUri() + path, streams);
            final CompletableFuture<CommandRun> record = CompletableFuture.supplyAsync(
                    () -> Cli.run(
                            "record",
                            "AAAUSDT,BBBUSDT",
                            "--endpoint",
                            exchange.webSocketUri().toString(),
                            "--rest",
                            exchange.restUri().toString(),
                            "--lines",
                            "1",
                            "--journal",
                            tape("first"),
                            "--trades",
                            "1000",
                            "--for",
                            "60s",
                            "--cpu",
                            "none"),
                    OwnThread::run);
            await().until(() ->
                    exchange.connectionCount() == 2 && exchange.unheardSymbols().size() == 2);
            exchange.resumePlayback();
            frames = live.next(1_000);
            assertThat(record.get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(ExitCode.OK);
            socket.abort();
        }
        final Served served = Served.start(tape("first"), "--plain", "--speed", "max");
        assertThat(Served.frames(served.streams() + path, 1_000, streams)).isEqualTo(frames);
        assertThat(served.end()).isZero();
        assertThat(served.out()).contains("served AAAUSDT 500\n", "served BBBUSDT 500\n", "served 1000 trades\n");
    }

    @Test
    void shouldGiveACompleteTapeOfOneThatWasRepaired() throws Exception {
        final List<TradeLine> expected = writeRepaired();
        final Served served = Served.start(tape("first"), "--plain", "--speed", "max");
        final CommandRun again = served.record(null, List.of("AAAUSDT"), directory.resolve("second"), 300);
        assertThat(served.end()).isZero();
        assertThat(Cli.run("verify", tape("second")).exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
        final List<TradeLine> actual = new ArrayList<>(
                TradeLine.ofCat(Cli.run("cat", tape("second"), "--json").out()).get("AAAUSDT"));
        actual.sort(Comparator.comparingLong(TradeLine::id));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void shouldGiveARepairedTapeWithoutAGapInTheOrderOfTheExchange() throws Exception {
        final List<TradeLine> expected = writeRepaired();
        final Served served = Served.start(tape("first"), "--plain", "--speed", "max", "--order", "exchange");
        final CommandRun again = served.record(null, List.of("AAAUSDT"), directory.resolve("second"), 300);
        assertThat(served.end()).isZero();
        assertThat(again.out()).contains("gaps        0\n");
        assertThat(TradeLine.ofCat(Cli.run("cat", tape("second"), "--json").out()))
                .containsEntry("AAAUSDT", expected);
    }

    @Test
    void shouldServeARangeInJsonAndSaySo() throws Exception {
        final Path file =
                new ArchiveFiles(directory, new SplittableRandom(5)).addSpot("AAAUSDT", ".csv", 10, 300, true);
        record(Market.SPOT, "AAAUSDT", file, 300);
        final List<TradeLine> trades = TradeLine.ofFile("AAAUSDT", file);
        final long fromUs = trades.get(100).timeUs();
        final long wanted =
                trades.stream().filter(trade -> trade.timeUs() >= fromUs).count();
        final Served served =
                Served.start(tape("first"), "--plain", "--speed", "max", "--json", "--from", Long.toString(fromUs));
        final Map<String, Object> line =
                TradeLine.json(served.out().lines().findFirst().orElseThrow());
        assertThat(line).containsEntry("market", "spot").containsEntry("ca", null);
        assertThat(line.get("symbols")).isEqualTo(List.of("AAAUSDT"));
        Served.frames(line.get("streams") + "/ws", (int) wanted, "aaausdt@aggTrade");
        assertThat(served.end()).isZero();
        assertThat(served.out()).contains("\"served\":{\"AAAUSDT\":" + wanted + "}");
    }

    @Test
    void shouldServeFilesAndDoWrongWhereItIsAskedTo() throws Exception {
        final Path file = new ArchiveFiles(directory, new SplittableRandom(6)).addSpot("AAAUSDT", ".csv", 10, 50, true);
        final Served served =
                Served.start("--csv", "AAAUSDT=" + file, "--plain", "--speed", "max", "--fault", "drop,ids=12..13");
        assertThat(Served.frames(served.streams() + "/ws", 48, "aaausdt@aggTrade"))
                .noneMatch(frame -> frame.contains("\"a\":12,") || frame.contains("\"a\":13,"));
        assertThat(served.end()).isZero();
        assertThat(served.out()).contains("fault drop 2\n");
    }

    @Test
    void shouldSayForWhomItWaits() throws Exception {
        final ArchiveFiles files = ArchiveFiles.spot(directory, new SplittableRandom(7), 20);
        recordAll(Market.SPOT, files.arguments(), files.symbols(), 80);
        final Served served = Served.start(tape("first"), "--plain", "--speed", "max");
        final Served.Frames some = new Served.Frames();
        final WebSocket socket = some.connect(served.streams() + "/stream", "aaausdt@aggTrade", "bbbusdt@aggTrade");
        await().until(() -> served.err().contains("waiting: nobody is subscribed to 1000CUSDT, DDDBTC;"));
        final WebSocket other =
                new Served.Frames().connect(served.streams() + "/stream", "1000cusdt@aggTrade", "dddbtc@aggTrade");
        some.next(40);
        socket.abort();
        other.abort();
        assertThat(served.end()).isZero();
    }

    private void assertSameTape(
            final Market market,
            final List<String> files,
            final List<String> symbols,
            final int count,
            final String... more)
            throws Exception {
        recordAll(market, files, symbols, count);
        final Path ca = directory.resolve("ca.pem");
        final List<String> arguments =
                new ArrayList<>(List.of(tape("first"), "--speed", "max", "--ca-out", ca.toString()));
        arguments.addAll(List.of(more));
        final Served served = Served.start(arguments.toArray(String[]::new));
        final CommandRun again =
                served.record(ca, symbols, directory.resolve("second"), count, "--market", market.label());
        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains("gaps        0\n", "rejected    0\n");
        assertThat(served.end()).isZero();
        assertThat(content("second")).isEqualTo(content("first"));
        assertThat(digests("second")).isNotEmpty().isEqualTo(digests("first"));
    }

    /** Every trade with all its fields but how and when it came. */
    private List<String> content(final String name) {
        return Cli.run("cat", tape(name), "--json")
                .out()
                .lines()
                .map(line -> line.substring(0, line.indexOf(",\"source\"")))
                .toList();
    }

    private List<String> digests(final String name) {
        final CommandRun verify = Cli.run("verify", tape(name));
        assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
        return verify.out()
                .lines()
                .filter(line -> line.contains("content digest"))
                .map(line -> line.replaceAll(".*content digest (\\S+).*", "$1"))
                .toList();
    }

    private void record(final Market market, final String symbol, final Path file, final int count) throws Exception {
        recordAll(market, List.of(symbol + '=' + file), List.of(symbol), count);
    }

    private void recordAll(final Market market, final List<String> files, final List<String> symbols, final int count)
            throws Exception {
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(market, Program.ofCsv(files)).withPace(Pace.max()))) {
            exchange.start();
            final CommandRun run = Cli.record(
                    exchange,
                    symbols,
                    Path.of(tape("first")),
                    "--market",
                    market.label(),
                    "--trades",
                    Integer.toString(count),
                    "--for",
                    "60s");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        }
    }

    /** A tape of ids 0 to 299 of which REST brought 100 to 199 when the others were there; returns them by id. */
    private List<TradeLine> writeRepaired() {
        final List<TradeLine> trades = new ArrayList<>();
        final AggTrade trade = new AggTrade();
        trade.instrument = new Instruments().intern(Market.SPOT, "AAAUSDT");
        trade.priceMantissa = 150;
        trade.priceExponent = -2;
        trade.quantityMantissa = 3;
        trade.bestMatch = 1;
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(Path.of(tape("first"))))) {
            for (int i = 0; i < 300; i++) {
                trade.id = i < 100 ? i : i < 200 ? i + 100 : i - 100;
                trade.firstTradeId = trade.id;
                trade.lastTradeId = trade.id;
                trade.tradeTimeUs = 1_795_348_800_000_000L + trade.id * 1_000;
                trade.source = i < 200 ? TradeSource.LINE_A : TradeSource.REST;
                trade.eventTimeUs = i < 200 ? trade.tradeTimeUs + 1_000 : 0;
                trade.receiveTimeNs = (1_795_348_800_000L + i) * 1_000_000;
                writer.append(trade);
                trades.add(TradeLine.ofCsv(
                        "AAAUSDT",
                        trade.id + ",1.50,3," + trade.id + ',' + trade.id + ',' + trade.tradeTimeUs + ",False,True"));
            }
        }
        trades.sort(Comparator.comparingLong(TradeLine::id));
        return trades;
    }

    private String tape(final String name) {
        return directory.resolve(name).toString();
    }
}
