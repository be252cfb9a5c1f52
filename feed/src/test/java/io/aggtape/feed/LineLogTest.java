package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.TradeListener;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads of stages that take long, on a clock that is moved by hand. */
class LineLogTest {
    private static final List<String> ONE = List.of("BTCUSDT");
    private static final TradeListener NO_STRATEGY = trade -> {};

    @TempDir
    private Path directory;

    @Test
    void shouldNameADnsLookUpThatDoesNotAnswer() {
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(directory, ONE, NO_STRATEGY, RotationPlan.NEVER, LineRig.HANGING_HOST)) {
            rig.poll(2);
            rig.clock.advanceMs(10_000);
            rig.poll(1);
            assertLast(
                    rig,
                    lines,
                    "line 0: DNS look-up failed after 10000.0 ms: the DNS look-up of " + LineRig.HANGING_HOST
                            + " did not answer within 10000 ms; next attempt in ");
        }
    }

    @Test
    void shouldNameATcpConnectThatDoesNotFinish() {
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.poll(3);
            rig.clock.advanceMs(10_000);
            rig.poll(1);
            assertLast(
                    rig,
                    lines,
                    "line 0: TCP connect failed after 10000.0 ms: the TCP connect did not finish within 10000 ms: scripted: no "
                            + "answer: check the host, the port and the firewall; a proxy is given by --proxy; next attempt ");
        }
    }

    @Test
    void shouldTellOfAnAddressThatFailsAndOfTheNextOne() {
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(
                        directory, ONE, NO_STRATEGY, RotationPlan.NEVER, "two.example", "10.0.0.1", "10.0.0.2")) {
            rig.poll(1);
            await().pollInSameThread().until(() -> {
                rig.poll(1);
                return rig.state() == LineState.CONNECTING;
            });
            rig.current().fail(new TransportException(TransportStage.CONNECTING, "connection refused"));
            rig.poll(1);
            rig.log.drain();
            assertThat(lines.all())
                    .hasSize(5)
                    .element(3)
                    .isEqualTo(
                            "WARN LineLog - line 0: TCP connect failed after 0.0 ms: connection refused, trying the next "
                                    + "address");
            assertThat(lines.all().get(4)).matches("INFO LineLog - line 0: TCP connect to 10\\.0\\.0\\.[12]");
        }
    }

    @Test
    void shouldNameTheStreamsOfWhichNoFirstTradeComes() {
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.clock.advanceMs(30_001);
            rig.poll(1);
            assertLast(
                    rig,
                    lines,
                    "line 0: no first trade yet of BTCUSDT; an ack proves nothing, check the symbols and --market");
            assertThat(rig.state()).isEqualTo(LineState.AWAITING_TRADES);
        }
    }

    @Test
    void shouldNameTheSilenceOfAStreamWhoseServerIsGoneWithoutAWord() {
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.current().send(ServerBytes.trade("BTCUSDT", 7));
            rig.poll(2);
            rig.clock.advanceMs(61_000);
            rig.poll(2);
            assertLast(
                    rig,
                    lines,
                    "line 0: stream failed after 61 s: no byte for 61 s, not even a ping; next attempt in ");
        }
    }

    @Test
    void shouldNameASubscribeThatIsNotAcked() {
        final List<String> many =
                IntStream.range(0, 1_000).mapToObj(i -> "SYMBOL" + i + "USDT").toList();
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(directory, many, NO_STRATEGY)) {
            rig.open();
            for (int second = 0; second < 60 && rig.state() == LineState.SUBSCRIBING; second++) {
                rig.clock.advanceMs(1_000);
                rig.poll(1);
            }
            assertThat(rig.state()).isEqualTo(LineState.BACKING_OFF);
            rig.log.drain();
            assertThat(lines.all().get(lines.all().size() - 1))
                    .matches(
                            "WARN LineLog - line 0: SUBSCRIBE failed after \\d+\\.\\d ms: no ack came: 0 of \\d+ SUBSCRIBE messages "
                                    + "acked within 10000 ms; next attempt in \\d+ ms");
        }
    }

    @Test
    void shouldNameTheCauseWhereTheCloseHandshakeIsNotFinishedEither() {
        try (LogLines lines = LogLines.open();
                LineRig rig = new LineRig(directory, ONE, NO_STRATEGY)) {
            rig.open();
            rig.current().send(ServerBytes.text("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":1}"));
            rig.poll(2);
            rig.clock.advanceMs(1_001);
            rig.poll(2);
            rig.log.drain();
            assertThat(lines.all().get(lines.all().size() - 1))
                    .startsWith(
                            "WARN LineLog - line 0: first trade failed after 0.0 ms: the server refused a request: ")
                    .contains("Invalid request; the close handshake was not finished; next attempt in ");
        }
    }

    private static void assertLast(final LineRig rig, final LogLines lines, final String text) {
        rig.log.drain();
        assertThat(lines.all().get(lines.all().size() - 1)).startsWith("WARN LineLog - " + text);
    }
}
