package io.aggtape.feed.liveness;

/** What a counter says; its number in the counters file must never mean something else. */
public enum Figure {
    /** A thread's phase, the ordinal of {@code Heartbeat.Phase}. */
    THREAD_PHASE(101),
    /** When a thread last gave a sign, milliseconds since the epoch. */
    THREAD_LAST_BEAT_MS(102),
    /** How many cycles of a thread have ended. */
    THREAD_CYCLES(103),
    /** A thread's longest cycle, nanoseconds. */
    THREAD_LONGEST_NS(104),
    /** Cycles of a thread that took longer than they should. */
    THREAD_SLOW_CYCLES(105),
    /** How often a thread has stalled. */
    THREAD_STALLS(106),
    /** How long a thread has stalled now, nanoseconds; 0 where it does not. */
    THREAD_STALLED_FOR_NS(107),
    /** 1 where an exception has ended a thread, or one of its tasks that has not ended as it should since. */
    THREAD_FAULTS(108),
    /** How many exceptions have ended a thread or a task of it, those that it has recovered from, too. */
    THREAD_FAULTS_SO_FAR(109),

    /** A line's state, the code of {@code LineState}. */
    LINE_STATE(201),
    /** Connections of a line that reached the WebSocket state. */
    LINE_CONNECTS(202),
    /** Streams of a line that have delivered on the connection of now. */
    LINE_LIVE_STREAMS(203),
    /** Streams that a line should carry. */
    LINE_STREAMS(204),
    /** Messages that a line handed to the ring. */
    LINE_MESSAGES(205),
    /** How often a message of a line had to wait because the ring was full. */
    LINE_REFUSED(206),

    /** A figure of the whole recorder, named by its label. */
    RECORDER(301);

    private static final Figure[] ALL = values();

    private final int typeId;

    Figure(final int typeId) {
        this.typeId = typeId;
    }

    /** Its number in the counters file. */
    public int typeId() {
        return typeId;
    }

    /** The figure of a number; null for one that this version does not know. */
    static Figure ofTypeId(final int typeId) {
        for (final Figure figure : ALL) {
            if (figure.typeId == typeId) {
                return figure;
            }
        }
        return null;
    }
}
