package io.aggtape.feed.exchange;

/**
 * One symbol's trades as the stream sends them, in the order of their ids and without missing positions, and, of what was
 * sent, what REST may still show.
 */
interface TradeSupply extends TradeStore {
    /** Whether every trade was taken; never, where trades are generated. */
    boolean isExhausted();

    /** The recorded time of the next trade in microseconds, for pacing; only differences have a meaning. */
    long nextTimeUs();

    /** Takes the next trade; one that is generated happens at {@code nowUs}. */
    void next(TradeRow row, long nowUs);
}
