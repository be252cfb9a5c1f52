package io.aggtape.pipeline;

import java.lang.management.ManagementFactory;

/** Counts what a piece of work allocates on this thread. */
public final class Allocation {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;

    private Allocation() {}

    /** The least of several rounds, after a warm-up: what the work itself costs, without the compiler's and our own. */
    public static long bytesOf(final Runnable work) {
        work.run();
        final long own = leastOf(() -> {});
        return leastOf(work) - own;
    }

    private static long leastOf(final Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
