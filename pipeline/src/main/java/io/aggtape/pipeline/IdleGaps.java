package io.aggtape.pipeline;

/**
 * The hiccup of the very core on which a spinning feed thread runs, seen by that thread itself: a meter of its own would
 * have to share the core and so make what it measures. Time is cut into ticks of 10 microseconds; for each that passes in
 * a duty cycle that found nothing to do, it records how long the thread took from there to its next look at the clock. So
 * its percentiles are those of trades that come at any moment, not of gaps.
 *
 * <p>A tick in a cycle that did work is left out, as nobody can tell the work from the stall: what it says is a lower
 * bound. A tick costs one pass of a recorder, a cycle one compare. Owned by the feed thread; allocates nothing.
 */
public final class IdleGaps {
    /** What it measures, in a few words for the environment of a log. */
    public static final String DESCRIPTION =
            "seen by the spinning feed thread, every 10 us: time to its next duty cycle where it had no work";

    static final long TICK_NS = 10_000;

    private final HopRecorder recorder;
    private long tickNs;
    private boolean wasIdle;

    /** Begins at this reading of the monotonic clock. */
    public IdleGaps(final HopRecorder recorder, final long nowNs) {
        this.recorder = recorder;
        this.tickNs = nowNs + TICK_NS;
    }

    /** Tells of a duty cycle when it ends: what it read from the clock when it began, and how much it did. */
    public void onCycle(final long beginNs, final int workCount) {
        if (beginNs - tickNs >= 0) {
            passTicks(beginNs);
        }
        wasIdle = workCount == 0;
    }

    private void passTicks(final long nowNs) {
        final long gapNs = nowNs - tickNs;
        if (wasIdle) {
            recorder.recordGap(gapNs, TICK_NS);
        }
        tickNs += (gapNs / TICK_NS + 1) * TICK_NS;
    }
}
