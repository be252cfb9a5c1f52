package io.aggtape.feed;

import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.Probe;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link LineWatchdog} on a thread of its own, since it waits for the exchange's answers. */
final class Watchdog implements AutoCloseable, Probed {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long INTERVAL_MS = 1_000;
    private static final String ROLE = "watchdog";

    private final ScheduledExecutorService watching;

    private volatile boolean isEnded;

    Watchdog(final Runnable pin) {
        watching = Executors.newSingleThreadScheduledExecutor(work -> {
            final Thread thread = new Thread(
                    () -> {
                        pin.run();
                        work.run();
                    },
                    ROLE);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to look, once a second. */
    void start(final LineWatchdog dog) {
        watching.scheduleWithFixedDelay(() -> poll(dog), INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** Answers by REST; null for an exchange whose REST is not known. */
    static LineWatchdog.Newest by(final NewestTrade rest, final Market market) {
        return symbol -> {
            if (rest == null) {
                return LineWatchdog.Newest.UNKNOWN;
            }
            try {
                return rest.newest(market, symbol).id();
            } catch (final RestException e) {
                return e.fault() == RestFault.UNKNOWN_SYMBOL
                        ? LineWatchdog.Newest.NO_SYMBOL
                        : LineWatchdog.Newest.UNKNOWN;
            }
        };
    }

    /** For a person: running or not; from any thread. */
    String state() {
        return BackgroundTask.running(isEnded);
    }

    @Override
    public List<String> roles() {
        return List.of(ROLE);
    }

    @Override
    public void probe(final Probe probe) {
        watching.execute(() -> probe.onPassed(ROLE));
    }

    private void poll(final LineWatchdog dog) {
        try {
            dog.poll();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | Error e) {
            isEnded = true;
            LOG.error("the watchdog ends; recording goes on, but a mute stream will not be noticed", e);
            throw e;
        }
    }

    /** Ends the thread; a question under way is given up. */
    @Override
    public void close() {
        watching.shutdownNow();
    }
}
