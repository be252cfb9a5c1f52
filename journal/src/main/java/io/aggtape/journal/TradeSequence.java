package io.aggtape.journal;

/** Trades in exchange order, each id of an instrument once; owned by one thread. */
interface TradeSequence extends AutoCloseable {
    /** The next one, until the one behind it is asked for; null at the end. */
    AggTrade next();

    /** Goes to the first trade with {@code T >= timeUs}. */
    void seek(long timeUs);

    /** About which part of it was given, from 0 to 1. */
    double progress();

    /** How many copies of trades were left out that say something else than the one that was given. */
    long contentDifferences();

    @Override
    void close();
}
