package io.aggtape.journal;

/** The end of an hour of one instrument, with the chain of hashes so far; valid only during the call that delivers it. */
public final class HourSeal {
    /** Market and symbol. */
    public Instrument instrument;
    /** Where the hour starts, nanoseconds since the epoch by the local clock, a whole hour in UTC. */
    public long hourStartNs;
    /** The least id of the hour. */
    public long firstId;
    /** The greatest id of the hour. */
    public long lastId;
    /** How many trades the tape holds of the hour. */
    public long trades;
    /** The chain of {@link TradeHash}es over all trades of the instrument up to the last of this hour. */
    public long chain;
}
