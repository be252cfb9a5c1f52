package io.aggtape.feed.exchange;

/**
 * One symbol's trades in order: what the stream sends next, and, of what was sent, what REST may still show. Positions
 * count trades from 0. Every method but {@link #symbol} and the scales is called with the supply's own lock held, as REST
 * reads on other threads than playback.
 */
interface TradeSupply {
    /** In upper case as Binance writes it. */
    String symbol();

    /** Fraction digits of the price's tick, 0 to 18. */
    int priceScale();

    /** Fraction digits of the quantity's step, 0 to 18. */
    int quantityScale();

    /** Whether every trade was taken; never, where trades are generated. */
    boolean isExhausted();

    /** The recorded time of the next trade in microseconds, for pacing; only differences have a meaning. */
    long nextTimeUs();

    /** Takes the next trade; one that is generated happens at {@code nowUs}. */
    void next(TradeRow row, long nowUs);

    /** The oldest position that is kept. */
    long begin();

    /** One past the newest position that was taken. */
    long end();

    /** The id at a position from {@link #begin} to {@link #end} - 1; ids rise with positions. */
    long idAt(long position);

    /** The trade time at a position in microseconds. */
    long timeUsAt(long position);

    /** Whether trade times never fall, so that they may be searched by halves. */
    boolean isSortedByTime();

    /** Reads the trade at a position. */
    void read(long position, TradeRow row);
}
