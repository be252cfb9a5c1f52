package io.aggtape.feed.exchange;

/** When trades are due: the first at once, the others at their recorded distance from it. Playback's thread only. */
final class Schedule {
    private final double speed;
    private boolean isBased;
    private long baseNs;
    private long baseUs;

    /** {@code speed} in multiples of the recorded one, above 0. */
    Schedule(final double speed) {
        this.speed = speed;
    }

    boolean isDue(final long timeUs, final long nowNs) {
        if (!isBased) {
            isBased = true;
            baseNs = nowNs;
            baseUs = timeUs;
        }
        return nowNs - baseNs >= (timeUs - baseUs) * 1e3 / speed;
    }

    /** Everything that is not due yet is due later by this. */
    void shift(final long ns) {
        baseNs += ns;
    }
}
