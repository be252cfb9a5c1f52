package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where the trades of one symbol lie on a tape: stretches of it, within each of which the symbol's ids rise. A stretch has
 * at most {@link #MAX_TRADES} trades and, from its first document to its last, little more than {@link #MAX_BYTES}, so
 * that one is read in milliseconds. Columns; filled once, then sealed.
 */
final class Stretches {
    /** As many as a REST page. */
    static final int MAX_TRADES = 1_000;

    static final long MAX_BYTES = 4 << 20;

    /** The document of the tape that is being indexed; a struct that is filled again and again. */
    static final class Document {
        /** Where it lies. */
        long place;
        /** How many trades of all symbols are served from documents before it. */
        long ordinal;
    }

    private long[] places = new long[16];
    private long[] ordinals = new long[16];
    private long[] endOrdinals = new long[16];
    private long[] firstIds = new long[16];
    private long[] lastIds = new long[16];
    private long[] reachedIds = {};
    private long[] leastTimesUs = new long[16];
    private long[] greatestTimesUs = new long[16];
    private int[] counts = new int[16];
    private int size;

    int size() {
        return size;
    }

    /** The place of the document that holds the first trade. */
    long place(final int at) {
        return places[at];
    }

    /** How many trades of all symbols are served from documents before that one. */
    long ordinal(final int at) {
        return ordinals[at];
    }

    /** How many trades of all symbols are served up to and with the last one. */
    long endOrdinal(final int at) {
        return endOrdinals[at];
    }

    long firstId(final int at) {
        return firstIds[at];
    }

    long lastId(final int at) {
        return lastIds[at];
    }

    int count(final int at) {
        return counts[at];
    }

    /**
     * Adds a trade to the last stretch where that has room, and, if {@code isTight}, ends with the id before.
     *
     * @param document where it is.
     * @param ordinal how many trades are served before it.
     */
    void add(final AggTrade trade, final Document document, final long ordinal, final boolean isTight) {
        final int last = size - 1;
        if (size == 0
                || counts[last] == MAX_TRADES
                || document.place - places[last] > MAX_BYTES
                || trade.id <= lastIds[last]
                || (isTight && trade.id != lastIds[last] + 1)) {
            begin(trade, document);
        }
        final int at = size - 1;
        counts[at]++;
        endOrdinals[at] = ordinal + 1;
        lastIds[at] = trade.id;
        leastTimesUs[at] = Math.min(leastTimesUs[at], trade.tradeTimeUs);
        greatestTimesUs[at] = Math.max(greatestTimesUs[at], trade.tradeTimeUs);
    }

    /** Sorts by first id; from now on stretches are found by id. */
    void seal() {
        final int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(at -> firstIds[at]))
                .mapToInt(Integer::intValue)
                .toArray();
        places = sorted(places, order);
        ordinals = sorted(ordinals, order);
        endOrdinals = sorted(endOrdinals, order);
        firstIds = sorted(firstIds, order);
        lastIds = sorted(lastIds, order);
        leastTimesUs = sorted(leastTimesUs, order);
        greatestTimesUs = sorted(greatestTimesUs, order);
        counts = Arrays.stream(order).map(at -> counts[at]).toArray();
        reachedIds = runningMaximum(lastIds);
    }

    /** The last stretch that begins at or below an id, -1 where none does. */
    int floor(final long id) {
        final int at = Arrays.binarySearch(firstIds, id);
        if (at < 0) {
            return -at - 2;
        }
        int last = at;
        while (last + 1 < size && firstIds[last + 1] == id) {
            last++;
        }
        return last;
    }

    /** The first stretch that reaches an id or one above it, {@link #size} where none does. */
    int ceiling(final long id) {
        return firstAtLeast(reachedIds, id);
    }

    /** The greatest id of this stretch and all before it. */
    long reachedId(final int at) {
        return reachedIds[at];
    }

    /** Counts the times of others among those of the stretches that they lie in or behind; both are sealed. */
    void coverTimes(final Stretches others) {
        for (int i = 0; i < others.size; i++) {
            final int last = Math.max(0, floor(others.lastIds[i]));
            for (int at = Math.max(0, floor(others.firstIds[i])); at <= last; at++) {
                leastTimesUs[at] = Math.min(leastTimesUs[at], others.leastTimesUs[i]);
                greatestTimesUs[at] = Math.max(greatestTimesUs[at], others.greatestTimesUs[i]);
            }
        }
        greatestTimesUs = runningMaximum(greatestTimesUs);
        for (int i = size - 2; i >= 0; i--) {
            leastTimesUs[i] = Math.min(leastTimesUs[i], leastTimesUs[i + 1]);
        }
    }

    /** The first stretch before which all is earlier than this time; after {@link #coverTimes}. */
    int ofTime(final long timeUs) {
        return firstAtLeast(greatestTimesUs, timeUs);
    }

    /** The first stretch from which on all is later than this time; after {@link #coverTimes}. */
    int behindTime(final long timeUs) {
        return firstAtLeast(leastTimesUs, timeUs + 1);
    }

    private void begin(final AggTrade trade, final Document document) {
        if (size == places.length) {
            final int capacity = size * 2;
            places = Arrays.copyOf(places, capacity);
            ordinals = Arrays.copyOf(ordinals, capacity);
            endOrdinals = Arrays.copyOf(endOrdinals, capacity);
            firstIds = Arrays.copyOf(firstIds, capacity);
            lastIds = Arrays.copyOf(lastIds, capacity);
            leastTimesUs = Arrays.copyOf(leastTimesUs, capacity);
            greatestTimesUs = Arrays.copyOf(greatestTimesUs, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        places[size] = document.place;
        ordinals[size] = document.ordinal;
        firstIds[size] = trade.id;
        leastTimesUs[size] = Long.MAX_VALUE;
        greatestTimesUs[size] = Long.MIN_VALUE;
        size++;
    }

    private static long[] sorted(final long[] column, final int[] order) {
        return Arrays.stream(order).mapToLong(at -> column[at]).toArray();
    }

    private static long[] runningMaximum(final long[] column) {
        final long[] maximum = column.clone();
        Arrays.parallelPrefix(maximum, Math::max);
        return maximum;
    }

    /** Of a column that never falls; its length where no value is so great. */
    private static int firstAtLeast(final long[] column, final long value) {
        int low = 0;
        int high = column.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (column[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
