package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.TradeListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    private static final List<String> ONE = List.of("BTCUSDT");
    private static final TradeListener NO_STRATEGY = trade -> {};

    @TempDir
    private Path directory;

    @Test
    void shouldBeLiveOnlyWhenEachStreamHasDelivered() {
        try (LineRig rig = new LineRig(directory, List.of("BTCUSDT", "ETHUSDT"), NO_STRATEGY)) {
            final String request = new String(rig.open(), StandardCharsets.US_ASCII);
            assertThat(request)
                    .startsWith("GET /stream?streams=btcusdt@aggTrade/ethusdt@aggTrade&timeUnit=MICROSECOND HTTP/1.1");
            assertThat(rig.state()).isEqualTo(LineState.AWAITING_TRADES);

            rig.current().send(ServerBytes.trade("BTCUSDT", 7));
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.AWAITING_TRADES);
            assertThat(rig.line.counters().liveStreams()).isEqualTo(1);

            rig.current().send(ServerBytes.trade("ETHUSDT", 9));
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.LIVE);
            assertThat(rig.firstTrades)
                    .containsExactly(
                            "spot:BTCUSDT #7 BUY 0.01250000 @ 91234.56000000",
                            "spot:ETHUSDT #9 BUY 0.01250000 @ 91234.56000000");
        }
    }

    @Test
    void shouldSubscribeByMessagesWhereTheUrlIsTooShortAndAwaitTheirAcks() {
        final List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            symbols.add("SYMBOL" + i);
        }
        try (LineRig rig = new LineRig(directory, symbols, NO_STRATEGY)) {
            assertThat(new String(rig.open(), StandardCharsets.US_ASCII))
                    .startsWith("GET /stream?timeUnit=MICROSECOND ");
            assertThat(rig.state()).isEqualTo(LineState.SUBSCRIBING);
            rig.poll(5);
            assertThat(rig.current().takeWritten().length).isBetween(2_000, 4_100);
            rig.clock.advanceMs(334);
            rig.poll(2);
            assertThat(rig.current().takeWritten()).isNotEmpty();

            rig.current().send(ServerBytes.text("{\"result\":null,\"id\":1}"));
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.SUBSCRIBING);
            rig.current().send(ServerBytes.text("{\"result\":null,\"id\":2}"));
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.AWAITING_TRADES);
        }
    }

    @Test
    void shouldReconnectWhenASubscribeIsNotAcked() {
        final List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            symbols.add("SYMBOL" + i);
        }
        try (LineRig rig = new LineRig(directory, symbols, NO_STRATEGY)) {
            rig.open();
            for (int i = 0; i < 30; i++) {
                rig.clock.advanceMs(1_000);
                rig.poll(1);
            }
            assertThat(rig.events).anyMatch(event -> event.contains("no ack came: 0 of 2 SUBSCRIBE messages acked"));
        }
    }

    @Test
    void shouldReconnectWhenARequestIsRefused() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.current()
                    .send(ServerBytes.text(
                            "{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":1}"));
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.CLOSING);
            assertThat(rig.lastEvent()).contains("2 Invalid request: invalid stream");
        }
    }

    @Test
    void shouldTreatANormalCloseLikeAnyOtherEnd() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.current().send(ServerBytes.close(1000, ""));
            rig.poll(4);
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
            rig.clock.advanceMs(250);
            rig.poll(4);
            assertThat(rig.transports).hasSize(2);
        }
    }

    @Test
    void shouldCloseWithTheCodeOfABrokenRuleAndComeBack() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.current().send(new byte[] {(byte) 0x81, (byte) 0x82, 1, 2, 3, 4, 5, 6});
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.CLOSING);
            assertThat(rig.lastEvent()).contains("RFC 6455").contains("1002");
            assertThat(rig.line.counters().violations()).isEqualTo(1);
            rig.clock.advanceMs(1_000);
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
        }
    }

    @Test
    void shouldGiveUpALineThatIsSilentAlthoughPingsAreDue() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.clock.advanceMs(60_001);
            rig.poll(1);
            assertThat(rig.lastEvent()).contains("no byte for 60 s, not even a ping");
        }
    }

    @Test
    void shouldNameTheStageThatTimesOut() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.poll(3);
            timeOut(rig);
            assertThat(rig.lastEvent())
                    .contains("the TCP connect did not finish")
                    .contains("within 10000 ms");

            rig.clock.advanceMs(60_000);
            rig.poll(3);
            rig.current().reach(TransportStage.SECURING);
            rig.poll(1);
            timeOut(rig);
            assertThat(rig.lastEvent()).contains("the TLS handshake did not finish");

            rig.clock.advanceMs(60_000);
            rig.poll(3);
            rig.current().reach(TransportStage.OPEN);
            rig.poll(2);
            timeOut(rig);
            assertThat(rig.lastEvent()).contains("the WebSocket upgrade was not answered");
        }
    }

    @Test
    void shouldTryEachAddressAtOnceBeforeItBacksOff() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY, "exchange.test", "10.0.0.1", "10.0.0.2")) {
            await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
                rig.poll(1);
                return rig.transports.size() == 1;
            });
            rig.current().fail(new TransportException(TransportStage.CONNECTING, "connection refused"));
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.CONNECTING);
            assertThat(rig.transports).hasSize(2);
            assertThat(rig.transports.get(0).isClosed()).isTrue();
            rig.current().fail(new TransportException(TransportStage.CONNECTING, "connection refused"));
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
        }
    }

    @Test
    void shouldNameTheStreamsThatStaySilentBehindTheirAck() {
        try (LineRig rig = new LineRig(directory, List.of("BTCUSDT", "BTCUSD"), NO_STRATEGY)) {
            rig.open();
            rig.current().send(ServerBytes.trade("BTCUSDT", 1));
            rig.clock.advanceMs(30_001);
            rig.poll(2);
            assertThat(rig.lastEvent())
                    .startsWith("AWAITING_TRADES no first trade yet of BTCUSD; an ack proves nothing");
            final int told = rig.events.size();
            rig.clock.advanceMs(20_000);
            rig.poll(2);
            assertThat(rig.events).hasSize(told);
        }
    }

    @Test
    void shouldStartTheBackOffOverOnceALineHasDeliveredForAWhileAlsoWithAQuietStream() {
        try (LineRig rig = new LineRig(directory, List.of("BTCUSDT", "QUIETUSDT"), NO_STRATEGY)) {
            for (int i = 0; i < 12; i++) {
                rig.poll(3);
                rig.current().fail(new TransportException(TransportStage.CONNECTING, "connection refused"));
                rig.poll(1);
                rig.clock.advanceMs(30_000);
            }
            rig.open();
            rig.current().send(ServerBytes.trade("BTCUSDT", 1));
            rig.poll(1);
            rig.clock.advanceMs(59_000);
            rig.current().send(ServerBytes.trade("BTCUSDT", 2));
            rig.poll(1);
            rig.clock.advanceMs(2_000);
            rig.poll(1);
            rig.current().send(ServerBytes.close(1001, ""));
            rig.poll(4);
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
            rig.clock.advanceMs(250);
            rig.poll(1);
            assertThat(rig.state()).isEqualTo(LineState.RESOLVING);
        }
    }

    @Test
    void shouldStopByTheCloseHandshake() {
        try (LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.current().takeWritten();
            rig.line.stop(rig.clock.nanoTime());
            rig.poll(1);
            assertThat(rig.current().takeWritten()[0] & 0xFF).isEqualTo(0x88);
            assertThat(rig.state()).isEqualTo(LineState.CLOSING);
            rig.current().send(ServerBytes.join(ServerBytes.trades(1, 3), ServerBytes.close(1000, "")));
            rig.poll(2);
            assertThat(rig.state()).isEqualTo(LineState.STOPPED);
            assertThat(rig.tradesOnTape()).hasSize(3);
        }
    }

    private static void timeOut(final LineRig rig) {
        rig.clock.advanceMs(9_999);
        rig.poll(1);
        assertThat(rig.state()).isNotEqualTo(LineState.BACKING_OFF);
        rig.clock.advanceMs(1);
        rig.poll(1);
        assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
    }
}
