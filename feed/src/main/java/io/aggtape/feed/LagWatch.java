package io.aggtape.feed;

import java.util.concurrent.TimeUnit;

/**
 * Finds a line that has fallen behind and does not catch up. Lag is judged against the least that the line ever had, so that
 * clocks that differ do no harm. Driven by the watchdog's thread.
 */
final class LagWatch {
    static final long EXCESS_NS = TimeUnit.SECONDS.toNanos(5);
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private boolean isBehind;
    private boolean isKnown;
    private long leastNs;
    private long behindSinceNs;
    private long lagAtSinceNs;

    /** Takes the lag of the line's newest trade; true where it has been behind for long and has not drained. */
    boolean poll(final long lagNs, final long nowNs) {
        leastNs = isKnown ? Math.min(leastNs, lagNs) : lagNs;
        isKnown = true;
        if (excessNs(lagNs) < EXCESS_NS) {
            isBehind = false;
            return false;
        }
        if (!isBehind) {
            begin(lagNs, nowNs);
            return false;
        }
        if (nowNs - behindSinceNs < PATIENCE_NS) {
            return false;
        }
        if (lagAtSinceNs - lagNs >= excessNs(lagAtSinceNs) / 8) {
            begin(lagNs, nowNs);
            return false;
        }
        reset();
        return true;
    }

    /** By how much a lag exceeds the least one, nanoseconds. */
    long excessNs(final long lagNs) {
        return lagNs - leastNs;
    }

    /** What was known is of no use: a new connection, or we were the ones who held the line up. */
    void reset() {
        isKnown = false;
        isBehind = false;
    }

    private void begin(final long lagNs, final long nowNs) {
        isBehind = true;
        behindSinceNs = nowNs;
        lagAtSinceNs = lagNs;
    }
}
