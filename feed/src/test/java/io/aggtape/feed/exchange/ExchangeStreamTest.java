package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The streams of a spot exchange on the wire, read by the JDK's client. */
final class ExchangeStreamTest {
    private static final int ROWS = 300;

    @TempDir
    Path directory;

    private Exchange exchange;

    @AfterEach
    void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    private Exchange start(final ExchangeConfig config) throws IOException {
        exchange = new Exchange(config);
        exchange.start();
        return exchange;
    }

    private ExchangeConfig twoSymbols() {
        return ExchangeConfig.of(
                        Market.SPOT,
                        Program.ofCsv(List.of(
                                SampleTrades.spot(directory, "BTCUSDT", 1_000, ROWS)
                                        .toString(),
                                SampleTrades.spot(directory, "ETHUSDT", 5_000, ROWS)
                                        .toString())))
                .withPace(Pace.max());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSendEveryRowOnceAsRawFrames(final boolean isTls) throws IOException {
        start(twoSymbols().withTls(isTls));

        final WireClient client = WireClient.connect(exchange, "/ws/btcusdt@aggTrade");

        assertRows(client.next(ROWS), 1_000, false);
        assertThat(exchange.servedCount("BTCUSDT")).isEqualTo(ROWS);
        assertThat(exchange.servedCount("ETHUSDT")).isZero();
    }

    @Test
    void shouldWrapFramesOfACombinedStreamAndFinish() throws Exception {
        start(twoSymbols());
        exchange.pausePlayback();
        final WireClient client =
                WireClient.connect(exchange, "/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade&timeUnit=MICROSECOND");
        await().until(() -> exchange.connectionCount() == 1);
        exchange.resumePlayback();

        final List<String> bitcoin = new ArrayList<>();
        final List<String> ether = new ArrayList<>();
        for (final String frame : client.next(2 * ROWS)) {
            final Map<String, Object> wrapper = WireClient.json(frame);
            assertThat(wrapper.keySet()).containsExactly("stream", "data");
            final boolean isBitcoin = wrapper.get("stream").equals("btcusdt@aggTrade");
            assertThat(isBitcoin || wrapper.get("stream").equals("ethusdt@aggTrade"))
                    .isTrue();
            final int data = frame.indexOf("\"data\":") + 7;
            (isBitcoin ? bitcoin : ether).add(frame.substring(data, frame.length() - 1));
        }

        assertRows(bitcoin, 1_000, true);
        assertRows(ether, 5_000, true);
        exchange.done().get(30, TimeUnit.SECONDS);
        assertThat(exchange.servedCount()).isEqualTo(2 * ROWS);
    }

    @Test
    void shouldSendTheSameToTwoSubscribers() throws IOException {
        start(twoSymbols());
        exchange.pausePlayback();
        final WireClient one = WireClient.connect(exchange, "/ws/btcusdt@aggTrade");
        final WireClient other = WireClient.connect(exchange, "/ws/btcusdt@aggTrade/ethusdt@aggTrade");
        await().until(() -> exchange.connectionCount() == 2);
        exchange.resumePlayback();

        final List<String> seen = other.next(2 * ROWS);
        assertRows(one.next(ROWS), 1_000, false);
        assertRows(seen.stream().filter(frame -> frame.contains("BTCUSDT")).toList(), 1_000, false);
        assertThat(exchange.servedCount("BTCUSDT")).isEqualTo(ROWS);
    }

    @Test
    void shouldLeaveOutSkippedIds() throws IOException {
        final ExchangeConfig config = twoSymbols();
        final Program program = config.program().withSkippedIds(Map.of("BTCUSDT", Set.of(1_010L, 1_011L, 1_250L)));
        start(ExchangeConfig.of(Market.SPOT, program).withPace(Pace.max()));

        final WireClient client = WireClient.connect(exchange, "/ws/btcusdt@aggTrade");

        assertThat(client.next(ROWS - 3))
                .noneMatch(frame -> frame.contains("\"a\":1010,")
                        || frame.contains("\"a\":1011,")
                        || frame.contains("\"a\":1250,"));
        assertThat(exchange.servedCount("BTCUSDT")).isEqualTo(ROWS - 3);
        final String page = WireClient.get(exchange, "/api/v3/aggTrades?symbol=BTCUSDT&fromId=1009&limit=3")
                .body();
        assertThat(page).contains("\"a\":1009,", "\"a\":1012,", "\"a\":1013,").doesNotContain("\"a\":1010");
    }

    @Test
    void shouldAcknowledgeBeforeTradesFlowAndSwitchTheShape() throws IOException {
        start(twoSymbols());
        final WireClient client = WireClient.connect(exchange, "/ws");

        assertThat(client.ask("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":1}"))
                .isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\"],\"id\":2}"))
                .isEqualTo("{\"result\":null,\"id\":2}");
        assertThat(client.next(ROWS))
                .allMatch(frame -> frame.startsWith("{\"stream\":\"btcusdt@aggTrade\",\"data\":{"));
        assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}"))
                .isEqualTo("{\"result\":[\"btcusdt@aggTrade\"],\"id\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT@aggTrade", "nosuch@aggTrade", "btcusdt@trade"})
    void shouldAcknowledgeAStreamWithoutDataAndSendNone(final String stream) throws IOException {
        start(twoSymbols());
        final WireClient client = WireClient.connect(exchange, "/ws");

        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + stream + "\"],\"id\":1}"))
                .isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@aggTrade\"],\"id\":2}"))
                .isEqualTo("{\"result\":null,\"id\":2}");
        assertRows(client.next(ROWS), 5_000, false);
        assertThat(client.waiting()).isZero();
        assertThat(exchange.servedCount("BTCUSDT")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/wss/btcusdt@aggTrade", "/ws/btcusdt@aggTrade/", "/market/ws", "/ws?timeUnit=NANO"})
    void shouldRefuseAnUnknownPath(final String path) throws IOException {
        start(twoSymbols());

        assertThatThrownBy(() -> WireClient.connect(exchange, path))
                .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    }

    @Test
    void shouldCloseAPathWithAMalformedStream() throws IOException {
        start(twoSymbols());

        assertThat(WireClient.connect(exchange, "/ws/btcusdt").awaitClose())
                .isEqualTo("1008 {\"code\":-1,\"msg\":\"Illegal format ws or stream\"}");
    }

    @Test
    void shouldGenerateTradesWithoutFiles() throws IOException {
        start(ExchangeConfig.of(Market.SPOT, Program.generated(Program.DEMO_SYMBOLS, 7, 50)));

        final WireClient client = WireClient.connect(exchange, "/ws/solusdt@aggTrade");
        long previous = -1;
        for (final String frame : client.next(100)) {
            final Map<String, Object> trade = WireClient.json(frame);
            final long id = ((Number) trade.get("a")).longValue();
            assertThat(previous == -1 || id == previous + 1).isTrue();
            assertThat(((Number) trade.get("E")).longValue())
                    .isGreaterThanOrEqualTo(((Number) trade.get("T")).longValue());
            previous = id;
        }
        exchange.stopPlayback();
        final long served = exchange.servedCount();
        client.next((int) served - 100);
        assertThat(client.waiting()).isZero();
        assertThat(exchange.done().orTimeout(30, TimeUnit.SECONDS)).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(exchange.servedCount()).isEqualTo(served);
    }

    private static void assertRows(final List<String> frames, final long firstId, final boolean isMicros) {
        assertThat(frames).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            final String[] cells = SampleTrades.spotRow(firstId + i).split(",");
            final String symbol = firstId == 1_000 ? "BTCUSDT" : "ETHUSDT";
            final String time = isMicros ? cells[5] : cells[5].substring(0, 13);
            final String expected =
                    ",\"s\":\"" + symbol + "\",\"a\":" + cells[0] + ",\"p\":\"" + cells[1] + "\",\"q\":\""
                            + cells[2] + "\",\"f\":" + cells[3] + ",\"l\":" + cells[4] + ",\"T\":" + time + ",\"m\":"
                            + cells[6].toLowerCase(java.util.Locale.ROOT) + ",\"M\":true}";
            final String frame = frames.get(i);
            assertThat(frame).matches("\\{\"e\":\"aggTrade\",\"E\":[0-9]{" + (isMicros ? 16 : 13) + "},.*");
            assertThat(frame.substring(frame.indexOf(",\"s\":"))).isEqualTo(expected);
        }
    }
}
