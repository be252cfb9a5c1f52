package io.aggtape.feed;

import java.util.SplittableRandom;

/**
 * How long to wait before the next connect: doubling from 250 ms to a cap of 30 s, each wait drawn between half and the
 * whole so that many clients do not come back together; it starts over only after a connection has lived for a while.
 */
final class BackOff {
    private static final long BASE_MS = 250;
    private static final long CAP_MS = 30_000;
    private static final long HURRIED_MS = 40;

    private final SplittableRandom random;
    private int failures;

    BackOff(final SplittableRandom random) {
        this.random = random;
    }

    /** The next wait in milliseconds, at least {@code atLeastMs} (a server's Retry-After). */
    long nextMs(final long atLeastMs) {
        final long ceiling = Math.min(CAP_MS, BASE_MS << Math.min(failures, 20));
        failures++;
        final long jittered = ceiling / 2 + random.nextLong(ceiling / 2 + 1);
        return Math.max(jittered, atLeastMs);
    }

    /** The wait after a connection that was sound, milliseconds; counts as a failure all the same. */
    long hurriedMs() {
        failures++;
        return HURRIED_MS / 2 + random.nextLong(HURRIED_MS / 2 + 1);
    }

    /** A connection has delivered for long enough. */
    void reset() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
