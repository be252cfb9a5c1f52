package io.aggtape.feed.exchange;

/**
 * Request weight by the minute of the clock, as Binance counts it for an address; on loopback all clients share one.
 * Thread-safe.
 */
final class WeightMeter {
    private static final long MINUTE_MS = 60_000;

    private final int limit;
    private long minute;
    private int used;

    WeightMeter(final int weightPerMinute) {
        limit = weightPerMinute;
    }

    /** Counts a request; returns the weight used in this minute with it. */
    synchronized int use(final int weight, final long epochMs) {
        if (epochMs / MINUTE_MS != minute) {
            minute = epochMs / MINUTE_MS;
            used = 0;
        }
        used += weight;
        return used;
    }

    boolean isOver(final int usedWeight) {
        return usedWeight > limit;
    }

    int limit() {
        return limit;
    }

    /** Seconds until the next minute starts, 1 to 60. */
    static long secondsToNextMinute(final long epochMs) {
        return (MINUTE_MS - epochMs % MINUTE_MS + 999) / 1_000;
    }
}
