package io.aggtape.journal;

/** A state change of one connection; valid only during the call that delivers it. */
public final class LineEvent {
    /** The line's number, from 0. */
    public int line;
    /** The market that it serves. */
    public Market market;
    /** The state it entered. */
    public LineState state;
    /** The number of the connect attempt, from 1. */
    public int attempt;
    /** When, nanoseconds since the epoch by the local clock. */
    public long timeNs;
    /** How long the state that it left lasted, nanoseconds. */
    public long stageNs;
    /** Why, in words for a person, or what was found (address, cipher, status); never null. */
    public String reason = "";

    /** Takes over every field of another event. */
    public void copyFrom(final LineEvent other) {
        line = other.line;
        market = other.market;
        state = other.state;
        attempt = other.attempt;
        timeNs = other.timeNs;
        stageNs = other.stageNs;
        reason = other.reason;
    }
}
