package io.aggtape.journal;

import net.openhft.chronicle.core.time.TimeProvider;
import org.agrona.concurrent.EpochClock;

/**
 * The wall clock by which a tape rolls: it never goes back, also not behind the last file of an existing tape, so that a
 * record never goes into a file that is done. It stands still between two ticks, so that Chronicle rolls exactly when the
 * writer has made sure that it can. The writer's thread ticks, any thread reads.
 */
final class TapeClock implements TimeProvider {
    private final EpochClock clock;

    private volatile long lastMs;

    TapeClock(final EpochClock clock, final long floorMs) {
        this.clock = clock;
        lastMs = floorMs;
    }

    /** Goes on to the present; returns it, milliseconds since the epoch. */
    long tick() {
        final long nowMs = clock.time();
        if (nowMs > lastMs) {
            lastMs = nowMs;
        }
        return lastMs;
    }

    @Override
    public long currentTimeMillis() {
        return lastMs;
    }
}
