package io.aggtape.feed;

import java.util.concurrent.TimeUnit;

/**
 * The storm guard: how often this process may connect, all lines together, since Binance bans an address for more than 300
 * connects in 5 minutes. Used by all feed threads.
 */
public final class ConnectBudget {
    /** Fewer than the 300 allowed, since others may connect from the same address. */
    static final int CONNECTS = 250;

    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(5);

    private final long[] takenNs = new long[CONNECTS];
    private int next;
    private long taken;

    /** Whether fewer than half of the connects of the last 5 minutes were taken, so that one may hurry. */
    synchronized boolean isAmple(final long nowNs) {
        if (taken < CONNECTS / 2) {
            return true;
        }
        final int middle = Math.floorMod(next - CONNECTS / 2, CONNECTS);
        return nowNs - takenNs[middle] >= WINDOW_NS;
    }

    /** Takes a connect and returns 0, or returns how long to wait for one, nanoseconds. */
    synchronized long take(final long nowNs) {
        if (taken >= CONNECTS) {
            final long waitNs = takenNs[next] + WINDOW_NS - nowNs;
            if (waitNs > 0) {
                return waitNs;
            }
        }
        takenNs[next] = nowNs;
        next = (next + 1) % CONNECTS;
        taken++;
        return 0;
    }
}
