package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.collections.LongHashSet;

/** One symbol on the exchange: its trades, who listens, and how far playback is. */
final class Track {
    private static final Subscriber[] NOBODY = {};

    private final TradeSupply supply;
    private final AggTradeEncoder encoder;
    private final LongHashSet skippedIds = new LongHashSet();
    private final AtomicLong served = new AtomicLong();
    private volatile Subscriber[] subscribers = NOBODY;
    private volatile boolean isStarted;

    Track(final Market market, final TradeSupply supply, final Collection<Long> skippedIds) {
        this.supply = supply;
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

    boolean isSkipped(final long id) {
        return skippedIds.contains(id);
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

    /** Playback's thread only. */
    void onServed() {
        served.lazySet(served.get() + 1);
    }
}
