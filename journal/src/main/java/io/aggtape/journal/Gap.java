package io.aggtape.journal;

/** A hole in the ids of one symbol, or a change of one; valid only during the call that delivers it. */
public final class Gap {
    /** Market and symbol. */
    public Instrument instrument;
    /** What happened. */
    public GapState state;
    /** The first id that it speaks of. */
    public long firstId;
    /** The last id that it speaks of, inclusive. */
    public long lastId;
    /** When it was noticed, nanoseconds since the epoch by the local clock. */
    public long timeNs;
    /** Why, in words for a person; never null. */
    public String reason = "";
}
