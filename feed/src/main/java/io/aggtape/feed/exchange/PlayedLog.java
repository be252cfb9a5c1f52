package io.aggtape.feed.exchange;

import java.util.Arrays;

/**
 * How far playback was at times of the last minute, in steps of 10 ms, so that REST can lag. Thread-safe.
 */
final class PlayedLog {
    private static final long STEP_NS = 10_000_000;
    private static final int CAPACITY = 8_192;

    private long[] timesNs = new long[256];
    private long[] ends = new long[timesNs.length];
    private long count;

    /** Notes that the trade of this position is played now, at a time that never falls. */
    synchronized void onPlay(final long nowNs, final long position) {
        if (count > 0 && nowNs - timesNs[slot(count - 1)] < STEP_NS) {
            return;
        }
        if (count == timesNs.length && count < CAPACITY) {
            timesNs = Arrays.copyOf(timesNs, timesNs.length * 2);
            ends = Arrays.copyOf(ends, timesNs.length);
        }
        timesNs[slot(count)] = nowNs;
        ends[slot(count)] = position;
        count++;
    }

    /** A position below which everything was played by this time; {@code end} where nothing was played since. */
    synchronized long endAt(final long timeNs, final long end) {
        long visible = end;
        for (long at = count - 1; at >= Math.max(0, count - timesNs.length); at--) {
            final int slot = slot(at);
            if (timeNs - timesNs[slot] >= STEP_NS) {
                return visible;
            }
            visible = ends[slot];
        }
        return visible;
    }

    private int slot(final long at) {
        return (int) (at % timesNs.length);
    }
}
