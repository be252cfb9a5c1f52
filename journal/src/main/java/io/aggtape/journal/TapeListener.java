package io.aggtape.journal;

/** Takes a tape's records in their order; each argument is reused and valid only during the call. */
public interface TapeListener {
    /** A trade. */
    default void onAggTrade(final AggTrade trade) {}

    /** A hole in a symbol's ids, or what became of one. */
    default void onGap(final Gap gap) {}

    /** A frame that was no valid trade. */
    default void onRejected(final Rejected rejected) {}

    /** A connection changed its state. */
    default void onLine(final LineEvent line) {}

    /** A recorder started or stopped. */
    default void onSession(final SessionEvent session) {}

    /** The exchange's clock was measured. */
    default void onClock(final ClockEvent clock) {}

    /** A part of what all documents before it say. */
    default void onCheckpoint(final Checkpoint checkpoint) {}

    /** An hour of an instrument ended. */
    default void onHourSeal(final HourSeal seal) {}
}
