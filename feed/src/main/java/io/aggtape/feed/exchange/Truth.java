package io.aggtape.feed.exchange;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks the trades of one track from one position to another, a page at a time so that playback is never held up for
 * long. Trades that the store no longer keeps are passed over. Not thread-safe.
 */
final class Truth implements Iterator<ServedTrade> {
    private static final int PAGE = 1_000;

    private final Track track;
    private final long end;
    private final ArrayDeque<ServedTrade> page = new ArrayDeque<>(PAGE);
    private final TradeRow row = new TradeRow();
    private long next;

    /** From {@code begin} to before {@code end}; nothing where {@code begin} is {@link Track#NONE}. */
    Truth(final Track track, final long begin, final long end) {
        this.track = track;
        this.next = begin == Track.NONE ? end : begin;
        this.end = end;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && next < end) {
            readPage();
        }
        return !page.isEmpty();
    }

    @Override
    public ServedTrade next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no trade of " + track.symbol() + " follows");
        }
        return page.remove();
    }

    private void readPage() {
        final TradeStore store = track.store();
        synchronized (store) {
            next = store.ceiling(Math.max(next, store.begin()));
            for (int i = 0; i < PAGE && next < end; i++, next = store.ceiling(next + 1)) {
                if (!track.isSkipped(store.idAt(next))) {
                    store.read(next, row);
                    page.add(ServedTrade.of(row));
                }
            }
        }
    }
}
