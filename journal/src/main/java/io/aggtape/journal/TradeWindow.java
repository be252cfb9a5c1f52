package io.aggtape.journal;

import java.util.Arrays;

/**
 * Copies of trades, of which it gives the first in {@link ExchangeOrder}: a queue of those that came in order, as most do,
 * and a heap of the others. Owned by one thread.
 */
final class TradeWindow {
    private static final int INITIAL_LENGTH = 64;

    private AggTrade[] queue = new AggTrade[INITIAL_LENGTH];
    private int queueStart;
    private int queueSize;
    private AggTrade[] heap = new AggTrade[INITIAL_LENGTH];
    private int heapSize;

    int size() {
        return queueSize + heapSize;
    }

    void clear() {
        queueSize = 0;
        heapSize = 0;
    }

    /** Takes a copy, which has this instrument. */
    void add(final AggTrade trade, final Instrument instrument) {
        if (queueSize == queue.length) {
            lengthenQueue();
        }
        final AggTrade copy = copyInto(queue, slot(queueSize), trade, instrument);
        if (queueSize == 0 || !isBefore(copy, queue[slot(queueSize - 1)])) {
            queueSize++;
        } else {
            addLate(trade, instrument);
        }
    }

    /** The first one, until it is removed. */
    AggTrade first() {
        return isFirstLate() ? heap[0] : queue[queueStart];
    }

    void removeFirst() {
        if (isFirstLate()) {
            removeLate();
        } else {
            queueStart = slot(1);
            queueSize--;
        }
    }

    private boolean isFirstLate() {
        return heapSize > 0 && (queueSize == 0 || isBefore(heap[0], queue[queueStart]));
    }

    private int slot(final int at) {
        return queueStart + at & queue.length - 1;
    }

    private void lengthenQueue() {
        final AggTrade[] longer = new AggTrade[2 * queue.length];
        for (int i = 0; i < queueSize; i++) {
            longer[i] = queue[slot(i)];
        }
        queue = longer;
        queueStart = 0;
    }

    private void addLate(final AggTrade trade, final Instrument instrument) {
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heapSize);
        }
        final AggTrade copy = copyInto(heap, heapSize, trade, instrument);
        int at = heapSize++;
        while (at > 0 && isBefore(copy, heap[(at - 1) >>> 1])) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = copy;
    }

    private void removeLate() {
        final AggTrade removed = heap[0];
        heapSize--;
        final AggTrade last = heap[heapSize];
        // Its place is free for the next copy.
        heap[heapSize] = removed;
        int at = 0;
        int child = 1;
        while (child < heapSize) {
            if (child + 1 < heapSize && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (isBefore(last, heap[child])) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        if (heapSize > 0) {
            heap[at] = last;
        }
    }

    private static AggTrade copyInto(
            final AggTrade[] trades, final int at, final AggTrade trade, final Instrument instrument) {
        if (trades[at] == null) {
            trades[at] = new AggTrade();
        }
        trades[at].copyFrom(trade);
        trades[at].instrument = instrument;
        return trades[at];
    }

    private static boolean isBefore(final AggTrade a, final AggTrade b) {
        return a.tradeTimeUs == b.tradeTimeUs
                ? ExchangeOrder.compareAtOneTime(a, b) < 0
                : a.tradeTimeUs < b.tradeTimeUs;
    }
}
