package io.aggtape.feed;

import io.aggtape.feed.rest.RestClient;
import io.aggtape.journal.ClockEvent;
import io.aggtape.pipeline.LatencyLog;
import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.Probe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background threads of a run: one writes what the lines tell and rotates the latency log, one measures the exchange's
 * clock where that is wanted, so that a server that does not answer holds up nothing.
 */
final class Reporter implements AutoCloseable, Probed {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final long ROTATE_MS = 1_000;
    private static final long LOG_MS = 20;
    private static final long END_S = 5;
    private static final String REPORTER = "reporter";
    private static final String CLOCK = "clock";

    private final LineLog lineLog;
    private final LatencyLog latencyLog;
    private final long clockIntervalMs;
    private final ScheduledExecutorService reporting;
    private final ScheduledExecutorService measuring;

    private volatile String clockState = "running, not answered yet";
    private boolean isClockLost;

    Reporter(final LineLog lineLog, final LatencyLog latencyLog, final long clockIntervalMs, final Runnable pin) {
        this.lineLog = lineLog;
        this.latencyLog = latencyLog;
        this.clockIntervalMs = clockIntervalMs;
        reporting = thread(REPORTER, pin);
        measuring = thread(CLOCK, pin);
    }

    /** Begins to report; clock readings go to the tape by way of a feed thread. */
    void start(final Optional<ExchangeClock> clock, final FeedThreads feeds, final DiskLog disk, final TaskLog tasks) {
        reporting.scheduleWithFixedDelay(disk::poll, ROTATE_MS, ROTATE_MS, TimeUnit.MILLISECONDS);
        reporting.scheduleWithFixedDelay(() -> tell(tasks), LOG_MS, LOG_MS, TimeUnit.MILLISECONDS);
        reporting.scheduleWithFixedDelay(this::rotate, ROTATE_MS, ROTATE_MS, TimeUnit.MILLISECONDS);
        if (clockIntervalMs > 0 && clock.isPresent()) {
            measuring.scheduleWithFixedDelay(
                    () -> measure(clock.get(), feeds), 0, clockIntervalMs, TimeUnit.MILLISECONDS);
        }
    }

    /** The task that measures the exchange's clock, or why there is none. */
    BackgroundTask clockTask(final boolean isRestKnown) {
        final String whyOff = clockIntervalMs == 0
                ? "--clock-interval is 0"
                : isRestKnown ? null : "nobody said where REST is; --rest does";
        return new BackgroundTask("clock", whyOff, () -> clockState);
    }

    /** Percentiles a hop over the whole run; after {@link #close()}. */
    LatencyReport totals() {
        return latencyLog.report();
    }

    /** Ends both threads and writes what is left; a latency log that cannot be written costs the file, not the run. */
    @Override
    public void close() {
        measuring.shutdownNow();
        reporting.shutdownNow();
        try {
            if (!reporting.awaitTermination(END_S, TimeUnit.SECONDS)) {
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
        return List.of(REPORTER, CLOCK);
    }

    @Override
    public void probe(final Probe probe) {
        reporting.execute(() -> probe.onPassed(REPORTER));
        measuring.execute(() -> probe.onPassed(CLOCK));
    }

    private static ScheduledExecutorService thread(final String name, final Runnable pin) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            final Thread thread = new Thread(
                    () -> {
                        pin.run();
                        work.run();
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private void tell(final TaskLog tasks) {
        try {
            lineLog.drain();
            tasks.poll(System.nanoTime());
        } catch (final RuntimeException e) {
            LOG.error("the lines' log ends; recording goes on, but nobody tells what becomes of the lines", e);
            throw e;
        }
    }

    private void rotate() {
        try {
            latencyLog.rotate();
        } catch (final RuntimeException e) {
            LOG.error("the latency log cannot be written any more; recording goes on", e);
            throw e;
        }
    }

    private void measure(final ExchangeClock clock, final FeedThreads feeds) {
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
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            clockState = BackgroundTask.running(true);
            LOG.error("the exchange's clock cannot be measured any more; recording goes on", e);
            throw e;
        }
    }
}
