package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.collections.LongHashSet;

/** One symbol on the exchange: its trades, who listens, and how far playback is. */
final class Track {
    /** Where no position is. */
    static final long NONE = -1;

    private static final Subscriber[] NOBODY = {};

    private final TradeStore store;
    private final AggTradeEncoder encoder;
    private final LongHashSet skippedIds = new LongHashSet();
    private final AbsentIds absentIds;
    private final PlayedLog log = new PlayedLog();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong firstServed = new AtomicLong(NONE);
    private final AtomicLong lastServed = new AtomicLong(NONE);
    private volatile Subscriber[] subscribers = NOBODY;
    private volatile boolean isStarted;

    Track(final Market market, final TradeStore store, final Collection<Long> skippedIds, final Faults faults) {
        this.store = store;
        this.absentIds = new AbsentIds(store.symbol(), faults);
        this.encoder = new AggTradeEncoder(market, store.symbol());
        for (final long id : skippedIds) {
            this.skippedIds.add(id);
        }
    }

    String symbol() {
        return store.symbol();
    }

    TradeStore store() {
        return store;
    }

    AggTradeEncoder encoder() {
        return encoder;
    }

    /** Whether a trade is neither sent nor shown. */
    boolean isSkipped(final long id) {
        return skippedIds.contains(id) || absentIds.contains(id);
    }

    boolean isAbsentByFault(final long id) {
        return absentIds.contains(id);
    }

    /** When what was played. */
    PlayedLog log() {
        return log;
    }

    /** Who is subscribed now; never changed in place. */
    Subscriber[] subscribers() {
        return subscribers;
    }

    /** Whether anybody was ever subscribed. */
    boolean isStarted() {
        return isStarted;
    }

    /** Whether this one is subscribed now. */
    boolean isHeardBy(final Subscriber subscriber) {
        for (final Subscriber other : subscribers) {
            if (other == subscriber) {
                return true;
            }
        }
        return false;
    }

    synchronized void subscribe(final Subscriber subscriber) {
        final Subscriber[] more = Arrays.copyOf(subscribers, subscribers.length + 1);
        more[more.length - 1] = subscriber;
        subscribers = more;
        isStarted = true;
    }

    synchronized void unsubscribe(final Subscriber subscriber) {
        subscribers =
                Arrays.stream(subscribers).filter(other -> other != subscriber).toArray(Subscriber[]::new);
    }

    /** Trades sent to at least one subscriber; any thread. */
    long served() {
        return served.get();
    }

    /** The lowest position of a trade that was sent, {@link #NONE} before it; any thread. */
    long firstServed() {
        return firstServed.get();
    }

    /** The highest position of a trade that was sent; any thread. */
    long lastServed() {
        return lastServed.get();
    }

    /** Playback's thread only. */
    void onServed(final long position) {
        final long first = firstServed.get();
        if (first == NONE || position < first) {
            firstServed.set(position);
        }
        if (position > lastServed.get()) {
            lastServed.lazySet(position);
        }
        served.lazySet(served.get() + 1);
    }
}
