package io.aggtape.feed;

import io.aggtape.journal.ClockEvent;
import io.aggtape.pipeline.LatencyLog;
import io.aggtape.pipeline.LatencyReport;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background thread of a run: writes what the lines tell, rotates the latency log, and measures the exchange's clock where that is wanted. */
final class Reporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final long ROTATE_MS = 1_000;
    private static final long LOG_MS = 20;

    private final LineLog lineLog;
    private final LatencyLog latencyLog;
    private final long clockIntervalMs;
    private final ScheduledExecutorService executor;

    private boolean isClockLost;
    private LatencyReport totals;

    Reporter(final LineLog lineLog, final LatencyLog latencyLog, final long clockIntervalMs, final Runnable pin) {
        this.lineLog = lineLog;
        this.latencyLog = latencyLog;
        this.clockIntervalMs = clockIntervalMs;
        this.executor = Executors.newSingleThreadScheduledExecutor(work -> {
            final Thread thread = new Thread(
                    () -> {
                        pin.run();
                        work.run();
                    },
                    "reporter");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to report; clock readings go to the tape by way of a feed thread. */
    void start(final Optional<ExchangeClock> clock, final FeedThreads feeds) {
        executor.scheduleWithFixedDelay(lineLog::drain, LOG_MS, LOG_MS, TimeUnit.MILLISECONDS);
        executor.scheduleAtFixedRate(this::rotate, ROTATE_MS, ROTATE_MS, TimeUnit.MILLISECONDS);
        if (clockIntervalMs > 0 && clock.isPresent()) {
            executor.scheduleWithFixedDelay(
                    () -> measure(clock.get(), feeds), 0, clockIntervalMs, TimeUnit.MILLISECONDS);
        }
    }

    /** Percentiles a hop over the whole run; after {@link #close()}. */
    LatencyReport totals() {
        return totals;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.error("the reporter thread does not end: the last interval of the latency log is lost");
                return;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        lineLog.drain();
        latencyLog.close();
        totals = latencyLog.report();
    }

    private void rotate() {
        try {
            latencyLog.rotate();
        } catch (final RuntimeException e) {
            LOG.error("the latency log cannot be written; recording goes on", e);
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
        } catch (final IOException e) {
            if (!isClockLost) {
                LOG.warn("the exchange's clock cannot be measured, recording goes on: {}", e.toString());
            }
            isClockLost = true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            LOG.error("the exchange's clock cannot be measured any more; recording goes on", e);
            throw e;
        }
    }
}
