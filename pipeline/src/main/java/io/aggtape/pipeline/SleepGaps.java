package io.aggtape.pipeline;

/**
 * The hiccup of a machine whose feed thread sleeps and so can't tell a hiccup from its own pause: a thread that asks to
 * sleep for a millisecond again and again records by how much each round was longer than its shortest, as jHiccup does; a
 * longer one counts for every millisecond that it covers. Owned by that thread; allocates nothing.
 */
public final class SleepGaps {
    /** What it measures, in a few words for the environment of a log. */
    public static final String DESCRIPTION =
            "of a thread that sleeps 1 ms again and again: each round less its shortest";

    /** What one round sleeps, milliseconds. */
    public static final long PAUSE_MS = 1;

    private static final long STEP_NS = PAUSE_MS * 1_000_000;

    private final HopRecorder recorder;
    private long lastNs;
    private long shortestNs = Long.MAX_VALUE;

    /** Begins at this reading of the monotonic clock. */
    public SleepGaps(final HopRecorder recorder, final long nowNs) {
        this.recorder = recorder;
        this.lastNs = nowNs;
    }

    /** Tells that the thread has woken up, by the monotonic clock. */
    public void onWake(final long nowNs) {
        final long roundNs = nowNs - lastNs;
        lastNs = nowNs;
        shortestNs = Math.min(shortestNs, roundNs);
        recorder.recordGap(roundNs - shortestNs, STEP_NS);
    }
}
