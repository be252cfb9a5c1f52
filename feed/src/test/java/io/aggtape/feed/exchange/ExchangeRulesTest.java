package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a spot exchange demands of a connection and does to it, with short intervals. */
final class ExchangeRulesTest {
    private static final Limits SPOT = Limits.of(Market.SPOT);

    private Exchange exchange;

    @AfterEach
    void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    private Exchange start(final Limits limits) throws IOException {
        final Program quiet = Program.generated(List.of("BTCUSDT"), 1, 1);
        exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, quiet).withTls(false).withLimits(limits));
        exchange.start();
        return exchange;
    }

    @Test
    void shouldPingWithTheTimeAndKeepAClientThatAnswers() throws IOException {
        start(new Limits(300, 600, 86_400_000, 1_000, 10, 100, 1 << 20));
        final WireClient client = WireClient.connect(exchange, "/ws");

        for (int i = 0; i < 5; i++) {
            assertThat(client.nextPing()).matches("[0-9]{13}");
        }
        assertThat(exchange.connectionCount()).isOne();
    }

    @Test
    void shouldCloseAConnectionWithoutPongs() throws IOException {
        start(SPOT.withPings(20, 40));
        try (RawClient client = new RawClient(exchange, "/ws")) {
            client.readResponse();

            assertThat(client.readToClose()).isEqualTo("1008 Pong timeout");
        }
    }

    @Test
    void shouldNegotiateNoExtension() throws IOException {
        start(SPOT);
        try (RawClient client = new RawClient(exchange, "/ws")) {
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContainIgnoringCase("Extensions");
        }
    }

    @ParameterizedTest
    @CsvSource({"text", "ping", "pong"})
    void shouldCloseAConnectionThatSendsTooMuch(final String kind) throws IOException {
        start(SPOT);
        final WireClient client = WireClient.connect(exchange, "/ws");

        for (int i = 0; i < 6; i++) {
            switch (kind) {
                case "text" -> client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
                case "ping" -> client.sendPing("p" + i);
                default -> client.sendPong("p" + i);
            }
        }

        assertThat(client.awaitClose()).isEqualTo("1008 Too many requests");
    }

    @Test
    void shouldAnswerALongMessageOnlyAfterTheNextPing() throws IOException {
        start(SPOT.withPings(700, 10_000));
        final WireClient client = WireClient.connect(exchange, "/ws");
        client.nextPing();
        final String names = "\"btcusdt@aggTrade\"" + ",\"btcusdt@aggTrade\"".repeat(300);

        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "],\"id\":1}");

        assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}")).isEqualTo("{\"result\":[],\"id\":2}");
        client.nextPing();
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":1}");
    }

    @Test
    void shouldEndAConnectionAfterItsLife() throws IOException {
        start(SPOT.withLifeMs(50));

        assertThat(WireClient.connect(exchange, "/ws").awaitClose()).startsWith("1001");
    }

    @Test
    void shouldAnnounceAShutdownInTheShapeOfTheConnection() throws IOException {
        start(SPOT);
        final WireClient raw = WireClient.connect(exchange, "/ws");
        final WireClient micros = WireClient.connect(exchange, "/ws?timeUnit=microsecond");
        final WireClient combined = WireClient.connect(exchange, "/stream");
        await().until(() -> exchange.connectionCount() == 3);

        exchange.announceShutdown();

        assertThat(raw.next()).matches("\\{\"e\":\"serverShutdown\",\"E\":[0-9]{13}}");
        assertThat(micros.next()).matches("\\{\"e\":\"serverShutdown\",\"E\":[0-9]{16}}");
        assertThat(combined.next())
                .matches("\\{\"stream\":\"!serverShutdown\",\"data\":\\{\"e\":\"serverShutdown\",\"E\":[0-9]{13}}}");
    }

    @Test
    void shouldCloseOnDemand() throws IOException {
        start(SPOT);
        final WireClient client = WireClient.connect(exchange, "/ws");
        await().until(() -> exchange.connectionCount() == 1);

        exchange.closeConnections(1001, "bye");

        assertThat(client.awaitClose()).isEqualTo("1001 bye");
        await().until(() -> exchange.connectionCount() == 0);
    }

    @Test
    void shouldCutOffAReaderThatFallsTooFarBehind() throws IOException {
        final Program busy = Program.generated(List.of("BTCUSDT"), 1, 1);
        exchange = new Exchange(ExchangeConfig.of(Market.SPOT, busy)
                .withTls(false)
                .withPace(Pace.rate(2_000_000))
                .withLimits(SPOT.withMaxInFlightBytes(1 << 20)));
        exchange.start();

        try (RawClient client = new RawClient(exchange, "/ws/btcusdt@aggTrade")) {
            client.readResponse();
            await().until(() -> exchange.servedCount() > 0);
            await().until(() -> exchange.connectionCount() == 0);
        }
    }

    @Test
    void shouldWaitForASlowReaderAtPaceMax() throws IOException {
        final Program busy = Program.generated(List.of("BTCUSDT"), 1, 1);
        exchange = new Exchange(ExchangeConfig.of(Market.SPOT, busy)
                .withTls(false)
                .withPace(Pace.max())
                .withLimits(SPOT.withMaxInFlightBytes(1 << 20)));
        exchange.start();

        final WireClient client = WireClient.connect(exchange, "/ws/btcusdt@aggTrade", false);
        await().until(() -> exchange.servedCount() > 1_000);
        exchange.stopPlayback();
        client.read();

        assertThat(client.next((int) exchange.servedCount())).hasSize((int) exchange.servedCount());
        assertThat(exchange.connectionCount()).isOne();
    }
}
