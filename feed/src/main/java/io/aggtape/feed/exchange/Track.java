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

    private final TradeSupply supply;
    private final AggTradeEncoder encoder;
    private final LongHashSet skippedIds = new LongHashSet();
    private final AbsentIds absentIds;
    private final PlayedLog log = new PlayedLog();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong firstServed = new AtomicLong(NONE);
    private final AtomicLong lastServed = new AtomicLong(NONE);
    private volatile Subscriber[] subscribers = NOBODY;
    private volatile boolean isStarted;

    Track(final Market market, final TradeSupply supply, final Collection<Long> skippedIds, final Faults faults) {
        this.supply = supply;
        this.absentIds = new AbsentIds(supply.symbol(), faults);
        this.encoder = new AggTradeEncoder(market, supply.symbol());
        for (final long id : skippedIds) {
            this.skippedIds.add(id);
        }
    }

    String symbol() {
        return supply.symbol();
    }

    TradeSupply supply() {
        return supply;
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

    /** When what was played; guarded by the supply's lock. */
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

    /** The position of the first trade that was sent, {@link #NONE} before it; any thread. */
    long firstServed() {
        return firstServed.get();
    }

    /** The position of the last trade that was sent; any thread. */
    long lastServed() {
        return lastServed.get();
    }

    /** Playback's thread only. */
    void onServed(final long position) {
        if (firstServed.get() == NONE) {
            firstServed.set(position);
        }
        lastServed.lazySet(position);
        served.lazySet(served.get() + 1);
    }
}
