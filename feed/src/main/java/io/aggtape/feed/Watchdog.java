package io.aggtape.feed;

import io.aggtape.feed.rest.NewestTrade;
import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Probe;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a {@link LineWatchdog} on a thread of its own, since it waits for the exchange's answers. */
final class Watchdog implements AutoCloseable, Probed {
    private static final long INTERVAL_MS = 1_000;
    private static final String ROLE = "watchdog";

    /** A question with the one for the exchange's limits before it. */
    private static final long ANSWER_NS = 2 * TimeUnit.MILLISECONDS.toNanos(RestAccess.REQUEST_TIMEOUT_MS);

    private final Heartbeat heartbeat;
    private final ScheduledThread watching;

    Watchdog(final Heartbeats heartbeats, final Runnable pin) {
        heartbeat = heartbeats.make(ROLE, TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS));
        watching = new ScheduledThread(heartbeat, pin);
    }

    /** Begins to look, once a second. */
    void start(final LineWatchdog dog) {
        watching.repeat(
                "the watch over the streams",
                "recording goes on, but a mute stream will not be noticed",
                INTERVAL_MS,
                INTERVAL_MS,
                dog::poll);
    }

    /** Asks this, which may wait for the exchange, and says so meanwhile. */
    LineWatchdog.Newest awaiting(final LineWatchdog.Newest asked) {
        return symbol -> {
            heartbeat.await("REST's newest trade of " + symbol, System.nanoTime(), ANSWER_NS);
            try {
                return asked.newestId(symbol);
            } finally {
                heartbeat.beat(System.nanoTime());
            }
        };
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

    @Override
    public List<String> roles() {
        return watching.roles();
    }

    @Override
    public void probe(final Probe probe) {
        watching.probe(probe);
    }

    /** Ends the thread; a question under way is given up. */
    @Override
    public void close() {
        watching.close();
    }
}
