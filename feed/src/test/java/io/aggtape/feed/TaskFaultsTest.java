package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.liveness.LivenessConfig;
import io.aggtape.feed.liveness.LivenessThread;
import io.aggtape.feed.net.HandshakeThreads;
import io.aggtape.feed.net.Resolution;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.TaskWatch;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeState;
import io.aggtape.pipeline.GapReasons;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.LatencyLog;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the work itself throws, on each thread beside the trades: its trace is in the log, and the others go on. */
final class TaskFaultsTest {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);

    @TempDir
    Path directory;

    private final LogLines log = LogLines.open();
    private final Heartbeats heartbeats = new Heartbeats();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldTellWhatALookupThrowsAndFailIt() {
        final Resolver.Lookup broken = host -> {
            throw new IllegalStateException("thrown by the lookup");
        };
        try (Resolver resolver =
                new Resolver(broken, 1, TaskWatch.NONE, new TaskBeats(heartbeats, "aggtape-dns"), LONGEST_NS)) {
            final Resolution resolution = resolver.resolve("nowhere.example");
            awaitTrace(
                    "ERROR TaskBeats - thread aggtape-dns: the lookup of nowhere.example was ended", "by the lookup");
            Awaitility.await().until(() -> resolution.isDone() && resolver.pending() == 0);
            assertThat(heartbeat("aggtape-dns").hasFault()).isTrue();
        }
    }

    @Test
    void shouldTellWhatAHandshakeThrowsAndTakeTheNext() {
        final AtomicInteger done = new AtomicInteger();
        try (HandshakeThreads threads = new HandshakeThreads(1, new TaskBeats(heartbeats, "aggtape-tls"))) {
            threads.execute(() -> {
                throw new IllegalStateException("thrown by the arithmetic");
            });
            awaitTrace(
                    "ERROR TaskBeats - thread aggtape-tls: the arithmetic of a TLS handshake was ended", "arithmetic");
            threads.execute(done::incrementAndGet);
            Awaitility.await()
                    .until(() -> done.get() == 1 && !heartbeat("aggtape-tls").hasFault());
        }
    }

    @Test
    void shouldTellWhatTheRepairThrowsAndEndIt() {
        final HoleInbox holes = new HoleInbox();
        try (RepairThread repair = new RepairThread(
                RepairRig.DEFAULT,
                new FakeRest().breakWith(new IllegalStateException("thrown by REST")),
                holes,
                frame -> true,
                TapeState.recover(directory),
                "aggtape repair tape",
                heartbeats.make("repair"))) {
            repair.start(() -> {});
            holes.onGap(gap());
            awaitTrace("ERROR RepairThread - repair ends; recording goes on", "thrown by REST");
            assertThat(heartbeat("repair").phase()).isEqualTo(Heartbeat.Phase.FAILED);
            assertThat(BackgroundTask.of("repair", repair::state).text(heartbeat("repair")))
                    .isEqualTo("NOT RUNNING: ended by a fault, see above");
        }
    }

    @Test
    void shouldTellWhatTheLookAtTheStreamsThrowsAndEndIt() {
        try (LineRig rig = new LineRig(directory, List.of("BTCUSDT"), trade -> {});
                Watchdog watchdog = new Watchdog(heartbeats, () -> {})) {
            final AtomicInteger asked = new AtomicInteger();
            watchdog.start(new LineWatchdog(
                    rig.configs, List.of(rig.line.counters()), null, symbol -> 0, (line, reason) -> {}, () -> {
                        if (asked.getAndIncrement() > 0) {
                            throw new IllegalStateException("thrown by the watch");
                        }
                        return 0;
                    }));
            awaitTrace("ERROR ScheduledThread - thread watchdog: the watch over the streams was ended", "by the watch");
            awaitFailed("watchdog");
        }
    }

    @Test
    void shouldTellWhatEachTaskOfTheReporterThrowsAndGoOnWithTheOthers() throws Exception {
        final AtomicInteger asked = new AtomicInteger();
        final LatencyLog latencyLog = new LatencyLog(
                directory.resolve("latency.hlog"),
                List.of(),
                () -> {
                    if (asked.getAndIncrement() == 1) {
                        throw new IllegalStateException("thrown by the latency log");
                    }
                    return 0;
                },
                List.of());
        final LivenessThread unstarted = new LivenessThread(new Heartbeats(), LivenessConfig.DEFAULT, () -> {});
        try (Reporter reporter = new Reporter(new LineLog(() -> 0), latencyLog, 50, heartbeats, () -> {})) {
            // Neither has what it looks at.
            reporter.start(Optional.of(brokenClock()), null, new DiskLog(null, null), null, unstarted);

            awaitTrace("ERROR ScheduledThread - thread clock: the look at the exchange's clock", "thrown by the clock");
            awaitTrace("ERROR ScheduledThread - thread reporter: the look at the disk was ended", "DiskLog.poll(");
            awaitTrace("ERROR ScheduledThread - thread reporter: the log of the lines was ended", "Reporter.tell(");
            awaitTrace(
                    "ERROR ScheduledThread - thread reporter: the latency log was ended", "thrown by the latency log");
            awaitFailed("clock");
            assertThat(heartbeat("reporter").phase()).isNotEqualTo(Heartbeat.Phase.FAILED);

            heartbeat("reporter").orderFault(new IllegalStateException("thrown at the last"));
            awaitTrace(
                    "ERROR ScheduledThread - thread reporter: the look at the liveness thread", "thrown at the last");
            awaitFailed("reporter");
        }
    }

    private static ExchangeClock brokenClock() throws Exception {
        final NetworkConfig network = new NetworkConfig(
                URI.create("wss://127.0.0.1:1"), URI.create("https://127.0.0.1:1"), null, null, Map.of(), 1_000);
        return new ExchangeClock(
                null,
                RestAccess.of(MarketProfile.of(Market.SPOT), network, 1)
                        .client()
                        .orElseThrow(),
                URI.create("https://127.0.0.1:1/time"),
                () -> {
                    throw new IllegalStateException("thrown by the clock");
                });
    }

    private static Gap gap() {
        final Gap gap = new Gap();
        gap.instrument = new Instruments().intern(Market.SPOT, "BTCUSDT");
        gap.state = GapState.OPENED;
        gap.firstId = 12;
        gap.lastId = 14;
        gap.reason = GapReasons.SKIPPED;
        return gap;
    }

    private Heartbeat heartbeat(final String role) {
        return heartbeats.all().stream()
                .filter(heartbeat -> heartbeat.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    /** The log comes first. */
    private void awaitFailed(final String role) {
        Awaitility.await(role).until(() -> heartbeat(role).phase() == Heartbeat.Phase.FAILED);
    }

    private void awaitTrace(final String start, final String words) {
        Awaitility.await(start)
                .until(() -> log.traces().stream()
                        .anyMatch(
                                trace -> trace.startsWith(start) && trace.contains(words) && trace.contains("\tat ")));
    }
}
