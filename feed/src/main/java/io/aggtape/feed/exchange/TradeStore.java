package io.aggtape.feed.exchange;

/**
 * One symbol's trades in the order of their ids: of what has happened, what REST may show. Positions count from 0; where
 * ids are missing, positions may be, too. Every method but {@link #symbol} and the scales is called with the store's own
 * lock held, as REST reads on other threads than playback.
 */
interface TradeStore {
    /** In upper case as Binance writes it. */
    String symbol();

    /** Fraction digits of the price's tick, 0 to 18. */
    int priceScale();

    /** Fraction digits of the quantity's step, 0 to 18. */
    int quantityScale();

    /** The oldest position that is kept. */
    long begin();

    /** One past the newest position. */
    long end();

    /** The first position from this one on that holds a trade, {@link #end} or more where none does. */
    default long ceiling(final long position) {
        return position;
    }

    /** The last position up to this one that holds a trade, less than {@link #begin} where none does. */
    default long floor(final long position) {
        return position;
    }

    /** The id at a position from {@link #begin} to {@link #end} - 1; ids rise with positions. */
    long idAt(long position);

    /** The trade time in microseconds at a position that holds a trade. */
    long timeUsAt(long position);

    /** A position before which all trades are earlier than this time, in microseconds; the last such where it is known. */
    long positionOfTime(long timeUs);

    /** A position from which on all trades are later than this time, in microseconds; the first such where it is known. */
    long endOfTime(long timeUs);

    /** Reads the trade at a position that holds one. */
    void read(long position, TradeRow row);

    /** The first position of a store without missing ones whose trade is not earlier, as times never fall in it. */
    static long search(final TradeStore store, final long timeUs) {
        long low = store.begin();
        long high = store.end();
        while (low < high) {
            final long middle = (low + high) >>> 1;
            if (store.timeUsAt(middle) < timeUs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
