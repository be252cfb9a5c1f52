package io.aggtape.feed;

import io.aggtape.feed.liveness.LivenessThread;
import io.aggtape.feed.rest.RestClient;
import io.aggtape.journal.ClockEvent;
import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Hop;
import io.aggtape.pipeline.IdleStrategies;
import io.aggtape.pipeline.LatencyLog;
import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.Pipeline;
import io.aggtape.pipeline.Probe;
import io.aggtape.pipeline.SleepGaps;
import io.aggtape.pipeline.ThreadPinning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background threads of a run: one writes what the lines tell and rotates the latency log, one measures the exchange's
 * clock where that is wanted, so that a server that does not answer holds up nothing, and one measures the hiccup where the
 * feed thread can't, because it sleeps.
 */
final class Reporter implements AutoCloseable, Probed {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final long ROTATE_MS = 1_000;
    private static final long LOG_MS = 20;
    private static final long GUARD_MS = 100;
    private static final long END_S = 5;
    private static final String REPORTER = "reporter";
    private static final String CLOCK = "clock";
    private static final String HICCUP = "hiccup";

    /** The client's own time-out comes first. */
    private static final long ANSWER_NS = 2 * ExchangeClock.TIMEOUT.toNanos();

    private final LineLog lineLog;
    private final LatencyLog latencyLog;
    private final long clockIntervalMs;
    private final Heartbeats heartbeats;
    private final Runnable pin;
    private final ScheduledThread reporting;

    /** Null where the clock is not to be measured. */
    private ScheduledThread measuring;

    private Heartbeat measuringBeat;

    /** Null where the feed thread measures its own hiccup. */
    private ScheduledThread sleeping;

    private volatile String clockState = "running, not answered yet";
    private boolean isClockLost;

    Reporter(
            final LineLog lineLog,
            final LatencyLog latencyLog,
            final long clockIntervalMs,
            final Heartbeats heartbeats,
            final Runnable pin) {
        this.lineLog = lineLog;
        this.latencyLog = latencyLog;
        this.clockIntervalMs = clockIntervalMs;
        this.heartbeats = heartbeats;
        this.pin = pin;
        reporting = new ScheduledThread(heartbeats.make(REPORTER, TimeUnit.MILLISECONDS.toNanos(ROTATE_MS)), pin);
    }

    /**
     * Makes the latency log of a run.
     *
     * @param tls whose TLS the streams speak.
     * @throws IOException where it cannot be written.
     */
    static LatencyLog openLog(final RecorderConfig config, final Pipeline pipeline, final String tls)
            throws IOException {
        try {
            return new LatencyLog(
                    config.latencyLog(),
                    pipeline.latency().all(),
                    SystemEpochClock.INSTANCE,
                    RunEnvironment.lines(config, tls));
        } catch (final IOException e) {
            throw new IOException("cannot write the latency log: " + e, e);
        }
    }

    /**
     * Begins to report; clock readings go to the tape by way of a feed thread.
     *
     * @param tasks tells what has become of them when it is due.
     * @param liveness the thread that watches all others, and is watched in turn.
     */
    void start(
            final Optional<ExchangeClock> clock,
            final FeedThreads feeds,
            final DiskLog disk,
            final TaskLog tasks,
            final LivenessThread liveness) {
        reporting.repeat(
                "the look at the disk", "a full disk will not be named in the log", ROTATE_MS, ROTATE_MS, disk::poll);
        reporting.repeat(
                "the log of the lines",
                "what they do will not be logged any more",
                LOG_MS,
                LOG_MS,
                () -> tell(tasks, liveness));
        reporting.repeat(
                "the latency log",
                "it cannot be written any more; recording goes on",
                ROTATE_MS,
                ROTATE_MS,
                latencyLog::rotate);
        reporting.repeat(
                "the look at the liveness thread",
                "nobody watches that one now",
                GUARD_MS,
                GUARD_MS,
                liveness.guard()::run);
        if (clockIntervalMs > 0 && clock.isPresent()) {
            measuringBeat = heartbeats.make(CLOCK, TimeUnit.MILLISECONDS.toNanos(clockIntervalMs));
            measuring = new ScheduledThread(measuringBeat, pin);
            measuring.repeat(
                    "the look at the exchange's clock",
                    "it cannot be measured any more; recording goes on",
                    0,
                    clockIntervalMs,
                    () -> measure(clock.get(), feeds));
        }
    }

    /**
     * Begins to measure the hiccup where the feed thread sleeps: on the core of the first feed thread where that is pinned,
     * since one that sleeps leaves room there, else where the kernel likes.
     */
    void measureHiccup(final RecorderConfig config, final Pipeline pipeline) {
        if (!IdleStrategies.doesSleep(config.feedIdle())) {
            return;
        }
        final CpuPlan plan = config.pipeline().cpuPlan();
        sleeping = new ScheduledThread(
                heartbeats.make(HICCUP, TimeUnit.MILLISECONDS.toNanos(ROTATE_MS)),
                () -> ThreadPinning.pinCurrentThread(CpuPlan.FEED, plan));
        final SleepGaps gaps = new SleepGaps(pipeline.latency().recorder(Hop.HICCUP), System.nanoTime());
        sleeping.repeat(
                "the measurement of the hiccup",
                "the latency log has no more of it; recording goes on",
                SleepGaps.PAUSE_MS,
                SleepGaps.PAUSE_MS,
                () -> gaps.onWake(System.nanoTime()));
    }

    /** The task that measures the exchange's clock, or why there is none. */
    BackgroundTask clockTask(final boolean isRestKnown) {
        final String whyOff = clockIntervalMs == 0
                ? "--clock-interval is 0"
                : isRestKnown ? null : "nobody said where REST is; --rest does";
        return new BackgroundTask(CLOCK, whyOff, () -> clockState);
    }

    /** Percentiles a hop over the whole run; after {@link #close()}. */
    LatencyReport totals() {
        return latencyLog.report();
    }

    /** Ends the threads and writes what is left; a latency log that cannot be written costs the file, not the run. */
    @Override
    public void close() {
        if (measuring != null) {
            measuring.close();
        }
        if (sleeping != null) {
            sleeping.close();
        }
        reporting.close();
        try {
            if (!reporting.awaitEnd(END_S)) {
                LOG.error("the reporter thread does not end: the last interval of the latency log is lost");
                return;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        lineLog.drain();
        try {
            latencyLog.close();
        } catch (final RuntimeException e) {
            LOG.error("the latency log could not be closed", e);
        }
    }

    @Override
    public List<String> roles() {
        final List<String> roles = new ArrayList<>(reporting.roles());
        if (measuring != null) {
            roles.addAll(measuring.roles());
        }
        if (sleeping != null) {
            roles.addAll(sleeping.roles());
        }
        return roles;
    }

    @Override
    public void probe(final Probe probe) {
        reporting.probe(probe);
        if (measuring != null) {
            measuring.probe(probe);
        }
        if (sleeping != null) {
            sleeping.probe(probe);
        }
    }

    /** Threads that end because they are asked to are no news. */
    private void tell(final TaskLog tasks, final LivenessThread liveness) {
        if (!liveness.isStopping()) {
            tasks.pollAgents(System.nanoTime());
        }
        lineLog.drain();
        if (!liveness.isStopping()) {
            tasks.poll(System.nanoTime());
        }
    }

    private void measure(final ExchangeClock clock, final FeedThreads feeds) throws InterruptedException {
        measuringBeat.await("the exchange's time", System.nanoTime(), ANSWER_NS);
        try {
            final ClockEvent event = clock.measure();
            if (!feeds.offer(event)) {
                LOG.warn("a clock reading was lost: the feed thread takes nothing in");
            }
            if (isClockLost) {
                LOG.info("the exchange's clock answers again");
            }
            isClockLost = false;
            clockState = "running";
        } catch (final IOException e) {
            if (!isClockLost) {
                LOG.warn(
                        "the exchange's clock cannot be measured, recording goes on: {}",
                        RestClient.faultOf(e).getMessage());
            }
            isClockLost = true;
            clockState = "running, but the exchange does not answer: "
                    + RestClient.faultOf(e).getMessage();
        }
    }
}
