package io.aggtape.feed.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for other processes, but not for ever. */
final class Patience {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private Patience() {}

    /** Waits until it is so; false where it is not after this long. */
    static boolean await(final long limitMs, final BooleanSupplier isReached) {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (!isReached.getAsBoolean()) {
            if (System.nanoTime() - endNs >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }

    /** Waits for this long, or until {@code isOver}. */
    static void pass(final long ms, final BooleanSupplier isOver) {
        await(ms, isOver);
    }

    /** Waits until a moment of {@link System#nanoTime()}. */
    static void until(final long ns) {
        for (long leftNs = ns - System.nanoTime(); leftNs > 0; leftNs = ns - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(leftNs, POLL_NS));
        }
    }
}
