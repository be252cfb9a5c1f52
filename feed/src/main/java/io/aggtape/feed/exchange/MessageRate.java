package io.aggtape.feed.exchange;

/** Counts a client's messages over any second. */
final class MessageRate {
    private static final long SECOND_NS = 1_000_000_000;

    private final long[] timesNs;
    private long count;

    MessageRate(final int messagesPerSecond) {
        timesNs = new long[messagesPerSecond];
    }

    /** Takes a message; returns whether it is still within the limit. */
    boolean accept(final long nowNs) {
        final int slot = (int) (count % timesNs.length);
        if (count >= timesNs.length && nowNs - timesNs[slot] < SECOND_NS) {
            return false;
        }
        timesNs[slot] = nowNs;
        count++;
        return true;
    }
}
