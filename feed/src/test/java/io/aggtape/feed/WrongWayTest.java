package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.feed.doctor.Finding;
import io.aggtape.feed.doctor.Verdict;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wrong way to run. A bot's log said "Starting aggTrades streams for 1 symbols" and then nothing, for ever, while a direct
 * connection test passed: its tasks were created and never run, created before the loop was ready, or dead of an exception
 * that nobody logged. Each way to get there, in turn, with what the log says of it, and when. The same over real sockets, and
 * what {@code doctor} says: {@code cli.ConnectFaultsTest}, {@code cli.UpgradeFaultsTest}, {@code doctor.NetworkFaultsTest},
 * {@code cli.WrongWayProcessTest}.
 */
final class WrongWayTest {
    private static final List<String> ONE = List.of("BTCUSDT");
    private static final String NO_HISTORY = "WARN TaskLog - BTCUSDT: NO trade history: line 0 is ";
    private static final String NO_FLOW = "; no order-flow metrics either";

    @TempDir
    Path directory;

    @Test
    void shouldNameAFeedAgentThatWasCreatedAndNeverStarted() throws Exception {
        try (RunInParts run = new RunInParts(directory, UnaryOperator.identity())) {
            run.pipeline.start();
            run.started();

            assertThat(run.taskLogAfter(1))
                    .contains(
                            "INFO TaskLog - agents running: liveness, aggtape-tls, aggtape-dns-starter, aggtape-dns, parser, metrics, journal",
                            "WARN TaskLog - created and NOT RUNNING after a second: feed",
                            "WARN TaskLog - line 0: created, but its feed thread has never run it",
                            "WARN TaskLog - feed: NOT RUNNING: created and never started");
            assertThat(run.awaitLine("WARN LivenessLog - thread feed STALLS, for "))
                    .contains(": it was made, and has not been started; no thread has run it yet; ");
            assertThat(run.taskLogAfter(60))
                    .containsExactly(NO_HISTORY + "created, but its feed thread has never run it" + NO_FLOW);
            assertStallIsAttached(run, "feed");
            assertThat(run.attached("line 0").verdict()).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void shouldNotStartWithAFeedThreadThatNeverComesToRun() throws Exception {
        try (RunInParts run = new RunInParts(directory, UnaryOperator.identity())) {
            run.pipeline.start();
            assertThatThrownBy(() -> run.feeds.start(forgotten -> new Thread(() -> {}), 200))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("created, but not running after 200 ms: thread feed");
        }
    }

    @Test
    void shouldNameTheHandlersThatNobodyStartedBehindAFeedThatRuns() throws Exception {
        try (RunInParts run = new RunInParts(directory, UnaryOperator.identity())) {
            run.feeds.start();
            final LineCounters line = run.feeds.counters().get(0);
            run.rig.await("a full ring", () -> line.refused() > 0 && line.state() == LineState.LIVE);
            run.started();

            assertThat(run.pipeline.depth()).isEqualTo(RunInParts.RING_SLOTS);
            assertThat(run.taskLogAfter(1))
                    .contains(
                            "WARN TaskLog - created and NOT RUNNING after a second: parser, metrics, journal",
                            "INFO TaskLog - line 0: running, 1/1 streams live",
                            "WARN TaskLog - parser: NOT RUNNING: created and never started",
                            "WARN TaskLog - metrics: NOT RUNNING: created and never started",
                            "WARN TaskLog - journal: NOT RUNNING: created and never started");
            assertThat(run.taskLogAfter(60))
                    .containsExactly("WARN TaskLog - BTCUSDT: NO trade history: line 0 has delivered, and the parser "
                            + "handler has not handled it" + NO_FLOW);
            for (final String role : List.of("parser", "metrics", "journal")) {
                assertThat(run.awaitLine("WARN LivenessLog - thread " + role + " STALLS, for "))
                        .contains(": it was made, and has not been started; no thread has run it yet; ");
                assertStallIsAttached(run, role);
            }
            assertThat(run.attached("line 0").details()).noneMatch(text -> text.endsWith("the ring was full 0"));
            assertThat(run.attached("recorder").details()).contains("ring depth: 64", "ring slots: 64");
        }
    }

    @Test
    void shouldShowAnExceptionInConnectToWhoeverAttaches() throws Exception {
        try (RunInParts run = new RunInParts(directory, WrongWayTest::broken)) {
            run.pipeline.start();
            run.feeds.start();
            run.rig.await("the fault", () -> !run.faults.isEmpty());
            run.started();

            assertThat(run.taskLogAfter(1)).contains("WARN TaskLog - feed: NOT RUNNING: ended by a fault, see above");
            run.rig.await("the trace", () -> run.attached("thread feed").verdict() == Verdict.FAIL);
            assertThat(run.attached("thread feed").result()).isEqualTo("an exception has ended it");
            assertThat(run.attached("thread feed").details())
                    .anyMatch(text -> text.contains("line 0 broke at attempt 1, stage TCP connect: "))
                    .anyMatch(text -> text.contains("at " + WrongWayTest.class.getName()));
        }
    }

    @Test
    void shouldLogTheTraceOfAnExceptionInConnectWithLineAndStageAndStop() throws Exception {
        try (LogLines log = LogLines.open();
                Exchange exchange = RunInParts.exchange()) {
            final RecorderRig rig = new RecorderRig(exchange, directory);
            try (Recorder recorder = new Recorder(rig.config(Market.SPOT, ONE), WrongWayTest::broken)) {
                recorder.start(List.of());
                rig.await("the fault", () -> recorder.awaitFault(1));
                assertThat(recorder.stop().isDrained()).isFalse();
                assertThat(recorder.fault()).hasCauseInstanceOf(IllegalArgumentException.class);
            }
            assertThat(log.traces())
                    .singleElement()
                    .satisfies(trace -> assertThat(trace)
                            .startsWith("ERROR Recorder - thread feed met a fault that it cannot go on from; stopping\n"
                                    + "java.lang.IllegalStateException: line 0 broke at attempt 1, stage TCP connect: "
                                    + "java.lang.IllegalArgumentException: no such cipher")
                            .contains("\tat " + WrongWayTest.class.getName()));
            assertThat(log.all()).contains("INFO LineLog - line 0: Connecting (attempt 1), time-out 10 s a stage");
        }
    }

    @Test
    void shouldNameTheStageWhereAConnectBreaksLater() {
        try (HungLine hung = new HungLine(directory, ONE, "10.1.2.3")) {
            hung.rig.poll(3);
            hung.rig.current().reach(TransportStage.SECURING);
            hung.rig.poll(1);
            hung.rig.current().breakDown(new NoClassDefFoundError("javax/net/ssl/SSLEngine"));
            assertThatThrownBy(() -> hung.rig.poll(1))
                    .hasMessageStartingWith("line 0 broke at attempt 1, stage TLS handshake: java.lang.NoClassDefFound")
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void shouldNameADnsLookUpThatNeverReturns() {
        try (HungLine hung = new HungLine(directory, ONE, LineRig.HANGING_HOST)) {
            hung.rig.poll(2);
            assertThat(hung.afterS(1))
                    .contains("INFO TaskLog - line 0: connecting: DNS look-up since 1.0 s, attempt 1");
            assertThat(hung.afterS(10))
                    .last()
                    .asString()
                    .matches("WARN LineLog - line 0: DNS look-up failed after 10000\\.0 ms: the DNS look-up of "
                            + "hanging\\.example did not answer within 10000 ms; next attempt in \\d+ ms");
            hung.goOn(() -> {});
            hung.assertNoData("DNS look-up");
        }
    }

    @Test
    void shouldNameTheTlsHandshakeOfAServerThatOnlyAccepts() {
        try (HungLine hung = new HungLine(directory, ONE, "10.1.2.3")) {
            hung.rig.poll(3);
            hung.rig.current().reach(TransportStage.SECURING);
            hung.rig.poll(1);
            assertThat(hung.afterS(1))
                    .contains("INFO TaskLog - line 0: connecting: TLS handshake since 1.0 s, attempt 1");
            assertThat(hung.afterS(10))
                    .last()
                    .asString()
                    .matches(
                            "WARN LineLog - line 0: TLS handshake failed after 10000\\.0 ms: the TLS handshake did not "
                                    + "finish within 10000 ms: scripted: it was reached and does not answer; --connect-timeout "
                                    + "gives it longer; next attempt in \\d+ ms");
            hung.goOn(() -> hung.rig.current().reach(TransportStage.SECURING));
            hung.assertNoData("TLS handshake");
        }
    }

    @Test
    void shouldNameTheUpgradeThatIsNotAnsweredOverTls() {
        try (HungLine hung = new HungLine(directory, ONE, "10.1.2.3")) {
            hung.rig.poll(3);
            hung.rig.current().reach(TransportStage.OPEN);
            hung.rig.poll(1);
            assertThat(hung.afterS(1))
                    .contains("INFO TaskLog - line 0: connecting: WebSocket upgrade since 1.0 s, attempt 1");
            assertThat(hung.afterS(10))
                    .last()
                    .asString()
                    .matches(
                            "WARN LineLog - line 0: WebSocket upgrade failed after 10000\\.0 ms: the WebSocket upgrade "
                                    + "was not answered within 10000 ms; next attempt in \\d+ ms");
            hung.goOn(() -> hung.rig.current().reach(TransportStage.OPEN));
            hung.assertNoData("WebSocket upgrade");
        }
    }

    @Test
    void shouldNameTheStreamThatStaysSilentBehindItsUpgrade() {
        try (HungLine hung = new HungLine(directory, ONE, "10.1.2.3")) {
            hung.rig.open();
            assertThat(hung.afterS(1)).contains("INFO TaskLog - line 0: running, 0/1 streams live");
            assertThat(hung.afterS(31))
                    .last()
                    .isEqualTo("WARN LineLog - line 0: no first trade yet of BTCUSDT; an ack proves nothing, check the "
                            + "symbols and --market");
            assertThat(hung.afterS(60))
                    .last()
                    .isEqualTo("WARN TaskLog - BTCUSDT: NO trade history: line 0 is connected and the stream is silent"
                            + NO_FLOW);
            assertThat(hung.afterS(61))
                    .last()
                    .asString()
                    .matches("WARN LineLog - line 0: first trade failed after 61 s: no byte for 61 s, not even a ping; "
                            + "next attempt in \\d+ ms");
        }
    }

    @Test
    void shouldNameTheRouteOnWhichUsdMAcksAndNeverDelivers() {
        final List<String> symbols =
                IntStream.range(0, 200).mapToObj(i -> "S" + i + "USDT").toList();
        try (HungLine hung = new HungLine(directory, symbols, Market.USDM, "wss://10.1.2.3/public")) {
            hung.open();
            hung.ack();
            assertThat(hung.afterS(1)).contains("INFO TaskLog - line 2: running, 0/200 streams live");
            assertThat(hung.afterS(32))
                    .last()
                    .asString()
                    .startsWith("WARN LineLog - line 2: no first trade yet of S0USDT ")
                    .endsWith("; an ack proves nothing, check the symbols and --market; its trades flow only below "
                            + "/market, and --endpoint asks below /public");
            assertThat(hung.afterS(60))
                    .contains("WARN TaskLog - S0USDT: NO trade history: line 2 is connected and the stream is silent"
                            + NO_FLOW);
        }
    }

    private static Dialing broken(final Dialing dialing) {
        return new Dialing(
                (endpoint, address) -> {
                    throw new IllegalArgumentException("no such cipher");
                },
                dialing.resolver(),
                dialing.budget());
    }

    private static void assertStallIsAttached(final RunInParts run, final String role) {
        final String test = "thread " + role;
        run.rig.await(test, () -> run.attached(test).verdict() == Verdict.FAIL);
        run.rig.await(test + " with its cause", () -> {
            final Finding finding = run.attached(test);
            return finding.result().startsWith("stalls for ")
                    && finding.details().stream()
                            .anyMatch(text -> text.contains("it was made, and has not been started"));
        });
        assertThat(run.liveness.troubles()).contains(role + " stalls");
    }
}
