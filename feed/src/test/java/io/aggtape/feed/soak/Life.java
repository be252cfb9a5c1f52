package io.aggtape.feed.soak;

/** One run of a recorder between its start and its end by SIGKILL, as seen from outside, and what the tape says of it. */
final class Life {
    /** When it is killed. */
    enum Moment {
        /** Some time after trades came. */
        RECORDING,
        /** Within a few milliseconds of a roll of the tape. */
        ROLL,
        /** Before or just as trades come. */
        START
    }

    final Moment moment;
    final long startMs = System.currentTimeMillis();

    /** From the start of the process to its first live stream, ms; -1 where it did not live to see one. */
    long liveAfterMs = -1;
    /** When it was gone. */
    long endMs = Long.MAX_VALUE;
    /** The trades that its last line of status called journaled. */
    long reported;
    /** The trades that the exchange had sent to anybody when it was gone, in all lives. */
    long servedInAll;
    /** Trades on the tape between its start and the next. */
    long taped;
    /** Those of them that came by a line. */
    long tapedFromLines;
    /** Ids that were missing between the life before and this one. */
    long missedBefore;

    Life(final Moment moment) {
        this.moment = moment;
    }

    /** Whether something happened in it. */
    boolean contains(final long epochNs) {
        return epochNs / 1_000_000 >= startMs && epochNs / 1_000_000 <= endMs;
    }
}
