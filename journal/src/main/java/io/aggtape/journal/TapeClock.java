package io.aggtape.journal;

import net.openhft.chronicle.core.time.TimeProvider;
import org.agrona.concurrent.EpochClock;

/**
 * The wall clock by which a tape rolls: it never goes back, also not behind the last file of an existing tape, so that a
 * record never goes into a file that is done. Owned by the writer's thread.
 */
final class TapeClock implements TimeProvider {
    private final EpochClock clock;

    private long lastMs;

    TapeClock(final EpochClock clock, final long floorMs) {
        this.clock = clock;
        lastMs = floorMs;
    }

    @Override
    public long currentTimeMillis() {
        final long nowMs = clock.time();
        if (nowMs > lastMs) {
            lastMs = nowMs;
        }
        return lastMs;
    }
}
