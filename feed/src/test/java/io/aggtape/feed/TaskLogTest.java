package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.LastTrade;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads of a run's tasks after a second, and of its data after one and two minutes. */
class TaskLogTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    @TempDir
    private Path directory;

    private LineRig rig;
    private LogLines lines;
    private final Heartbeats heartbeats = new Heartbeats();
    private final FakeFigures figures = new FakeFigures();
    private BackgroundTask repair = BackgroundTask.of("repair", () -> "running, nothing is missing");
    private TaskLog log;

    @BeforeEach
    void start() {
        rig = new LineRig(directory, SYMBOLS, trade -> {});
        lines = LogLines.open();
    }

    @AfterEach
    void stop() {
        lines.close();
        rig.close();
    }

    @Test
    void shouldSayNothingBeforeItsTime() {
        begin();
        rig.open();
        pollAfterMs(999);
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldSayOnceThatALineRunsAndHowManyOfItsStreamsAreLive() {
        begin();
        rig.open();
        rig.current().send(ServerBytes.trade("BTCUSDT", 7));
        rig.poll(2);
        pollAfterMs(1_000);
        pollAfterMs(1_000);
        assertThat(told())
                .containsExactly(
                        "INFO TaskLog - line 0: running, 1/2 streams live",
                        "INFO TaskLog - repair: running, nothing is missing");
    }

    @Test
    void shouldSayInWhichStageALineIsSinceWhenAndAtWhichAttempt() {
        begin();
        rig.poll(3);
        rig.clock.advanceMs(200);
        rig.current().reach(TransportStage.SECURING);
        rig.poll(1);
        pollAfterMs(800);
        assertThat(told()).first().isEqualTo("INFO TaskLog - line 0: connecting: TLS handshake since 0.8 s, attempt 1");
    }

    @Test
    void shouldSayWhyALineFailedAndWhenItIsTriedAgain() {
        begin();
        rig.poll(3);
        rig.clock.advanceMs(900);
        rig.current().fail(new TransportException(TransportStage.CONNECTING, "connection refused"));
        rig.poll(1);
        pollAfterMs(100);
        assertThat(told())
                .first()
                .asString()
                .matches("INFO TaskLog - line 0: failed: TCP connect: connection refused, next attempt in \\d\\.\\d s");
    }

    @Test
    void shouldWarnOfALineThatItsFeedThreadHasNeverRun() {
        begin();
        pollAfterMs(1_000);
        assertThat(told()).first().isEqualTo("WARN TaskLog - line 0: created, but its feed thread has never run it");
    }

    @Test
    void shouldSayWhyATaskIsOff() {
        repair = new BackgroundTask("repair", "--no-repair", () -> "running");
        begin();
        pollAfterMs(1_000);
        assertThat(told()).contains("INFO TaskLog - repair: off: --no-repair");
    }

    @Test
    void shouldSayThatAllAgentsRunAsSoonAsTheyDo() {
        heartbeats.make("feed");
        heartbeats.make("parser").idle(0);
        begin();
        log.pollAgents(rig.clock.nanoTime());
        assertThat(told()).isEmpty();
        heartbeats.all().get(0).start();
        log.pollAgents(rig.clock.nanoTime());
        log.pollAgents(rig.clock.nanoTime());
        assertThat(told()).containsExactly("INFO TaskLog - agents running: feed, parser");
    }

    @Test
    void shouldNameAnAgentThatWasCreatedAndDoesNotRunAfterASecond() {
        heartbeats.make("feed");
        heartbeats.make("parser").idle(0);
        begin();
        rig.clock.advanceMs(999);
        log.pollAgents(rig.clock.nanoTime());
        assertThat(told()).isEmpty();
        rig.clock.advanceMs(1);
        log.pollAgents(rig.clock.nanoTime());
        assertThat(told())
                .containsExactly(
                        "INFO TaskLog - agents running: parser",
                        "WARN TaskLog - created and NOT RUNNING after a second: feed");
    }

    @Test
    void shouldNotCallAnAgentRunningThatHasEnded() {
        heartbeats.make("feed").end();
        heartbeats.make("parser").idle(0);
        heartbeats.make("journal").fail(new IllegalStateException("broken"));
        heartbeats.make("clock").await("the exchange's time", 0, 1);
        begin();
        log.pollAgents(rig.clock.nanoTime());
        assertThat(told())
                .containsExactly(
                        "INFO TaskLog - agents running: parser, clock",
                        "WARN TaskLog - NOT RUNNING, ended: feed, journal");
    }

    @Test
    void shouldWarnOfATaskThatHasEndedWhateverItSaysOfItself() {
        heartbeats.make("repair").fail(new IllegalStateException("broken"));
        begin();
        pollAfterMs(1_000);
        assertThat(told()).contains("WARN TaskLog - repair: NOT RUNNING: ended by a fault, see above");
    }

    @Test
    void shouldWarnOfATaskWhoseThreadWasCreatedAndNeverStartedWhateverItSaysOfItself() {
        heartbeats.make("repair");
        begin();
        pollAfterMs(1_000);
        assertThat(told()).contains("WARN TaskLog - repair: NOT RUNNING: created and never started");
    }

    @Test
    void shouldNameTheThreadsThatRunAndWarnOfEachThatDoesNot() {
        heartbeats.make("feed").start();
        heartbeats.make("parser").idle(0);
        heartbeats.make("metrics").end();
        heartbeats.make("journal").fail(new IllegalStateException("broken"));
        begin();
        pollAfterMs(1_000);
        assertThat(told())
                .contains(
                        "INFO TaskLog - threads: feed running, parser idle",
                        "WARN TaskLog - metrics: NOT RUNNING: ended",
                        "WARN TaskLog - journal: NOT RUNNING: ended by a fault, see above");
    }

    @Test
    void shouldSayAfterOneAndAfterTwoMinutesThatEachSymbolHasItsData() {
        figures.put("BTCUSDT", 1_234, new LastTrade.Reading(1_234, 632, 1, 9_143_675, -2, 1));
        figures.put("ETHUSDT", 1, new LastTrade.Reading(1, 0, 1, 310_000, -2, 1));
        begin();
        rig.open();
        pollAfterMs(60_000);
        final List<String> expected = List.of(
                "INFO TaskLog - BTCUSDT: trade history has 1,234 trades, order-flow metrics are available (buy 51.2 % of "
                        + "1,234, last $91,436.75)",
                "INFO TaskLog - ETHUSDT: trade history has 1 trade, order-flow metrics are available (buy 0.0 % of 1, last "
                        + "$3,100.00)");
        assertThat(data()).isEqualTo(expected);
        pollAfterMs(59_999);
        assertThat(data()).hasSize(2);
        pollAfterMs(1);
        pollAfterMs(60_000);
        assertThat(data()).hasSize(4).endsWith(expected.toArray(String[]::new));
    }

    @Test
    void shouldSayThatAStreamIsSilentWhereItsLineIsConnected() {
        figures.put("BTCUSDT", 1, new LastTrade.Reading(1, 1, 1, 1, 0, 1));
        begin();
        rig.open();
        pollAfterMs(60_000);
        assertThat(data())
                .contains("WARN TaskLog - ETHUSDT: NO trade history: line 0 is connected and the stream is silent; no "
                        + "order-flow metrics either");
    }

    @Test
    void shouldSayWhereTheLineOfASymbolWithoutDataHangs() {
        begin();
        rig.poll(3);
        pollAfterMs(60_000);
        assertThat(data())
                .first()
                .isEqualTo("WARN TaskLog - BTCUSDT: NO trade history: line 0 is connecting: TCP connect since 60.0 s, "
                        + "attempt 1; no order-flow metrics either");
    }

    @Test
    void shouldBlameTheParserWhereALineHasDelivered() {
        figures.deliver("BTCUSDT", 5);
        figures.put("BTCUSDT", 0, new LastTrade.Reading(5, 1, 1, 1, 0, 1));
        begin();
        rig.open();
        pollAfterMs(60_000);
        assertThat(data())
                .first()
                .isEqualTo(
                        "WARN TaskLog - BTCUSDT: NO trade history: line 0 has delivered, and the parser handler has not "
                                + "handled it; order-flow metrics are available");
    }

    @Test
    void shouldBlameTheMetricsHandlerWhereOnlyTheHistoryHasData() {
        figures.put("BTCUSDT", 5, null);
        begin();
        rig.open();
        pollAfterMs(60_000);
        assertThat(data())
                .first()
                .isEqualTo("WARN TaskLog - BTCUSDT: trade history has 5 trades, NO order-flow metrics: the trades have "
                        + "come, and the metrics handler has not handled them");
    }

    private void begin() {
        log = new TaskLog(
                rig.configs,
                List.of(rig.line.counters()),
                rig.log,
                List.of(repair),
                heartbeats,
                figures,
                rig.clock.nanoTime());
    }

    private void pollAfterMs(final long ms) {
        rig.clock.advanceMs(ms);
        rig.log.drain();
        log.poll(rig.clock.nanoTime());
    }

    private List<String> told() {
        return lines.all().stream().filter(line -> line.contains(" TaskLog - ")).toList();
    }

    private List<String> data() {
        return told().stream().filter(line -> line.contains("trade history")).toList();
    }
}
