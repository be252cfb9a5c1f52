package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.feed.exchange.TapeProgram.PlayClock;
import io.aggtape.feed.exchange.TapeProgram.PlayOrder;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.WireTimeUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tape on the wire: the frames that it was made of, byte for byte. */
final class TapeWireTest {
    private static final List<String> FUTURES = List.of(
            "{\"e\":\"aggTrade\",\"E\":1795348800298,\"a\":7,\"s\":\"BTCUSDT\",\"p\":\"91230.10\",\"q\":\"0.154\","
                    + "\"nq\":\"0.150\",\"f\":8390001207,\"l\":8390001219,\"T\":1795348800147,\"m\":true,\"st\":1}",
            "{\"e\":\"aggTrade\",\"E\":1795348800402,\"a\":8,\"s\":\"BTCUSDT\",\"p\":\"91230.20\",\"q\":\"0.004\","
                    + "\"nq\":\"0.000\",\"f\":8390001221,\"l\":8390001221,\"T\":1795348800250,\"m\":false,\"st\":1}",
            "{\"e\":\"aggTrade\",\"E\":1795348800554,\"a\":9,\"s\":\"BTCUSDT\",\"p\":\"67890.10\",\"q\":\"0.054\","
                    + "\"f\":5540000001,\"l\":5540000007,\"T\":1795348800501,\"m\":false}");
    private static final List<String> COIN_FUTURES =
            List.of("{\"e\":\"aggTrade\",\"E\":1795348800553,\"a\":501220017,\"s\":\"BTCUSD_PERP\",\"p\":\"91228.4\","
                    + "\"q\":\"382\",\"f\":1170450012,\"l\":1170450020,\"T\":1795348800401,\"m\":true,\"st\":2}");
    private static final List<String> SPOT = List.of(
            "{\"e\":\"aggTrade\",\"E\":1795348800123874,\"s\":\"BTCUSDT\",\"a\":0,\"p\":\"91234.56000000\","
                    + "\"q\":\"0.01250000\",\"f\":0,\"l\":2,\"T\":1795348800122431,\"m\":false,\"M\":true}",
            "{\"e\":\"aggTrade\",\"E\":1795348802001000,\"s\":\"BTCUSDT\",\"a\":1,\"p\":\"0.00000012\","
                    + "\"q\":\"81250000.00000000\",\"f\":3,\"l\":3,\"T\":1795348802000000,\"m\":true,\"M\":false}",
            "{\"e\":\"aggTrade\",\"E\":1795348802021001,\"s\":\"BTCUSDT\",\"a\":2,\"p\":\"1\",\"q\":\"100\",\"f\":4,"
                    + "\"l\":4,\"T\":1795348802021000,\"m\":false,\"M\":true}",
            "{\"e\":\"aggTrade\",\"E\":1795348802023001,\"s\":\"BTCUSDT\",\"a\":3,\"p\":\"0\",\"q\":\"0\",\"f\":-1,"
                    + "\"l\":-1,\"T\":1795348802023000,\"m\":false,\"M\":true}");

    @TempDir
    Path directory;

    private Exchange exchange;

    @AfterEach
    void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    private void write(final Market market, final WireTimeUnit unit, final List<String> frames) {
        final AggTradeDecoder decoder = new AggTradeDecoder(new Instruments());
        try (SampleTape tape = new SampleTape(directory, market)) {
            for (final String frame : frames) {
                final AggTrade trade = new AggTrade();
                final byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
                assertThat(decoder.decode(new UnsafeBuffer(bytes), 0, bytes.length, true, market, unit, trade))
                        .isEqualTo(DecodeResult.TRADE);
                trade.source = TradeSource.LINE_A;
                trade.receiveTimeNs = trade.eventTimeUs * 1_000;
                tape.add(trade.instrument.symbol(), trade);
            }
        }
    }

    private ServedTape serve(final PlayClock clock, final boolean isTls) throws IOException {
        final ServedTape tape = ServedTape.read(TapePart.all(directory));
        exchange = new Exchange(
                ExchangeConfig.of(tape.market(), Program.ofTape(new TapeProgram(tape, clock, PlayOrder.ARRIVAL, false)))
                        .withTls(isTls)
                        .withPace(Pace.max()));
        exchange.start();
        return tape;
    }

    private WireClient client(final String path) {
        return client(path, true);
    }

    /** Nothing is played before the client is there: the JDK's may leave what comes with the upgrade's answer lying. */
    private WireClient client(final String path, final boolean isReading) {
        exchange.pausePlayback();
        final WireClient client = WireClient.connect(exchange, path, isReading);
        exchange.resumePlayback();
        return client;
    }

    @Test
    void shouldSendSpotFramesByteForByte() throws IOException {
        write(Market.SPOT, WireTimeUnit.MICROSECONDS, SPOT);
        serve(PlayClock.EACH, true);
        assertThat(client("/ws/btcusdt@aggTrade?timeUnit=MICROSECOND").next(SPOT.size()))
                .isEqualTo(SPOT);
        assertThat(client("/ws/btcusdt@aggTrade").next(1).get(0))
                .contains("\"E\":1795348800123,", "\"T\":1795348800122,");
    }

    @Test
    void shouldSendFuturesFramesByteForByte() throws IOException {
        write(Market.USDM, WireTimeUnit.MILLISECONDS, FUTURES);
        serve(PlayClock.ONE, false);
        assertThat(client("/market/ws/btcusdt@aggTrade").next(FUTURES.size())).isEqualTo(FUTURES);
        final String page = WireClient.get(exchange, "/fapi/v1/aggTrades?symbol=BTCUSDT&fromId=8&limit=1")
                .body();
        assertThat(page)
                .isEqualTo("[{\"a\":8,\"p\":\"91230.20\",\"q\":\"0.004\",\"nq\":\"0.000\",\"f\":8390001221,"
                        + "\"l\":8390001221,\"T\":1795348800250,\"m\":false}]");
    }

    @Test
    void shouldSendCoinFuturesFramesByteForByte() throws IOException {
        write(Market.COINM, WireTimeUnit.MILLISECONDS, COIN_FUTURES);
        serve(PlayClock.ONE, false);
        assertThat(client("/stream?streams=btcusd_perp@aggTrade").next())
                .isEqualTo("{\"stream\":\"btcusd_perp@aggTrade\",\"data\":" + COIN_FUTURES.get(0) + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "cryptofeed-BINANCE_FUTURES.ws.1.0.aggTrade.jsonl, USDM, /market/stream",
        "cryptofeed-BINANCE_US.ws.1.0-a.aggTrade.jsonl, SPOT, /stream"
    })
    void shouldSendRealFramesByteForByte(final String name, final Market market, final String path) throws IOException {
        final Path data = Path.of(System.getProperty("aggtape.data", "../shared/data"));
        final Path file = data.resolve("frames").resolve(name);
        assumeTrue(Files.exists(file), "no real frames at " + file);
        final List<String> frames = Files.readAllLines(file);
        write(market, WireTimeUnit.MILLISECONDS, frames);
        final ServedTape tape = serve(PlayClock.ONE, false);
        final String streams =
                tape.symbols().stream().map(AggTradeEncoder::streamName).collect(Collectors.joining("/"));
        assertThat(client(path + "?streams=" + streams).next(frames.size())).isEqualTo(frames);
    }

    @Test
    void shouldLoseNothingForWhoSubscribesLateOrReadsSlowlyByItsOwnClock() throws IOException {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int id = 0; id < 20_000; id++) {
                tape.add(id % 4 == 0 ? "ETHUSDT" : "BTCUSDT", SampleTape.trade(id, id));
            }
        }
        serve(PlayClock.EACH, false);
        final WireClient quick = client("/ws/btcusdt@aggTrade");
        final WireClient slow = client("/ws/btcusdt@aggTrade", false);
        final List<Long> all =
                LongStream.range(0, 20_000).filter(id -> id % 4 != 0).boxed().toList();
        assertThat(FaultRig.ids(quick.next(all.size()))).isEqualTo(all);

        final WireClient late = WireClient.connect(exchange, "/ws");
        assertThat(late.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\"],\"id\":1}"))
                .isEqualTo("{\"result\":null,\"id\":1}");
        slow.read();
        assertThat(FaultRig.ids(late.next(all.size()))).isEqualTo(all);
        assertThat(FaultRig.ids(slow.next(all.size()))).isEqualTo(all);
    }

    @Test
    void shouldAnswerRestFromTheTapeById() throws IOException {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int id = 1; id <= 3_000; id++) {
                if (id < 1_500 || id > 1_600) {
                    tape.add("BTCUSDT", SampleTape.trade(id, id));
                }
            }
            for (int id = 1_520; id <= 1_540; id++) {
                tape.add("BTCUSDT", SampleTape.trade(id, id));
            }
        }
        serve(PlayClock.ONE, false);
        client("/ws/btcusdt@aggTrade").next(2_920);

        assertThat(page("&fromId=1498&limit=5")).containsExactly(1_498L, 1_499L, 1_520L, 1_521L, 1_522L);
        assertThat(page("&fromId=1539&limit=4")).containsExactly(1_539L, 1_540L, 1_601L, 1_602L);
        assertThat(page("&limit=2")).containsExactly(2_999L, 3_000L);
        assertThat(page("&fromId=1&limit=1000")).hasSize(1_000).endsWith(1_000L);
        final long startMs = SampleTrades.START_MS + 1_499;
        assertThat(page("&startTime=" + startMs + "&endTime=" + (startMs + 22)))
                .containsExactly(1_499L, 1_520L, 1_521L);
        assertThat(page("&endTime=" + startMs + "&limit=2")).containsExactly(1_498L, 1_499L);
        assertThat(page("&fromId=3001")).isEmpty();
    }

    private List<Long> page(final String query) {
        return FaultRig.page(WireClient.get(exchange, "/api/v3/aggTrades?symbol=BTCUSDT" + query)
                .body());
    }
}
