package io.aggtape.feed;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * What the monotonic clock must be added to for nanoseconds since the epoch. Measured again every second, since the
 * system's clock is slewed and stepped; each time the tightest of three readings counts.
 */
public final class EpochOffset {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int READINGS = 3;

    private final NanoClock nanoClock;
    private final EpochNanoClock epochClock;

    private long offsetNs;
    private long measuredNs;

    /** Measures at once. */
    public EpochOffset(final NanoClock nanoClock, final EpochNanoClock epochClock) {
        this.nanoClock = nanoClock;
        this.epochClock = epochClock;
        measure();
    }

    /** Measures again where a second has passed. */
    public void poll(final long nowNs) {
        if (nowNs - measuredNs >= INTERVAL_NS) {
            measure();
        }
    }

    /** Nanoseconds to add to a reading of the monotonic clock. */
    public long offsetNs() {
        return offsetNs;
    }

    private void measure() {
        long tightest = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            final long before = nanoClock.nanoTime();
            final long epoch = epochClock.nanoTime();
            final long after = nanoClock.nanoTime();
            if (after - before < tightest) {
                tightest = after - before;
                offsetNs = epoch - (before + (after - before) / 2);
            }
        }
        measuredNs = nanoClock.nanoTime();
    }
}
