package io.aggtape.journal;

import java.util.Arrays;

/** Copies of trades, of which it gives the first in {@link ExchangeOrder}: a heap. Owned by one thread. */
final class TradeWindow {
    private static final int INITIAL_LENGTH = 64;

    // The times apart from the trades: most comparisons end there, and they lie close together.
    private long[] timesUs = new long[INITIAL_LENGTH];
    private AggTrade[] trades = new AggTrade[INITIAL_LENGTH];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Takes a copy, which has this instrument. */
    void add(final AggTrade trade, final Instrument instrument) {
        if (size == trades.length) {
            timesUs = Arrays.copyOf(timesUs, size * 2);
            trades = Arrays.copyOf(trades, size * 2);
        }
        AggTrade copy = trades[size];
        if (copy == null) {
            copy = new AggTrade();
        }
        copy.copyFrom(trade);
        copy.instrument = instrument;
        int at = size++;
        while (at > 0) {
            final int parent = (at - 1) >>> 1;
            if (!isBefore(copy.tradeTimeUs, copy, timesUs[parent], trades[parent])) {
                break;
            }
            put(at, timesUs[parent], trades[parent]);
            at = parent;
        }
        put(at, copy.tradeTimeUs, copy);
    }

    /** The first one, until it is removed. */
    AggTrade first() {
        return trades[0];
    }

    void removeFirst() {
        final AggTrade removed = trades[0];
        size--;
        final AggTrade last = trades[size];
        trades[size] = removed;
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && isBefore(timesUs[child + 1], trades[child + 1], timesUs[child], trades[child])) {
                child++;
            }
            if (isBefore(last.tradeTimeUs, last, timesUs[child], trades[child])) {
                break;
            }
            put(at, timesUs[child], trades[child]);
            at = child;
            child = 2 * at + 1;
        }
        if (size > 0) {
            put(at, last.tradeTimeUs, last);
        }
    }

    private void put(final int at, final long timeUs, final AggTrade trade) {
        timesUs[at] = timeUs;
        trades[at] = trade;
    }

    private static boolean isBefore(
            final long timeUs, final AggTrade trade, final long otherTimeUs, final AggTrade other) {
        return timeUs == otherTimeUs ? ExchangeOrder.compareAtOneTime(trade, other) < 0 : timeUs < otherTimeUs;
    }
}
