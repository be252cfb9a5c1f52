package io.aggtape.feed;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** A clock that stands still until it is told to go on; its epoch is 1,000 s before the monotonic zero. */
final class ManualClock implements NanoClock, EpochNanoClock {
    private static final long START_NS = 1_000_000_000_000L;

    private long nowNs = START_NS;

    @Override
    public long nanoTime() {
        return nowNs;
    }

    void advanceMs(final long ms) {
        nowNs += ms * 1_000_000;
    }
}
