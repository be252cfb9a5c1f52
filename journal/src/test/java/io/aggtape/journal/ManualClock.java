package io.aggtape.journal;

import org.agrona.concurrent.EpochClock;

/** A wall clock that stands still until it is told otherwise. */
final class ManualClock implements EpochClock {
    /** 2026-11-22T12:30:00Z. */
    static final long START_MS = 1_795_350_600_000L;

    private volatile long nowMs = START_MS;

    @Override
    public long time() {
        return nowMs;
    }

    void set(final long newNowMs) {
        nowMs = newNowMs;
    }

    void advance(final long ms) {
        nowMs += ms;
    }
}
