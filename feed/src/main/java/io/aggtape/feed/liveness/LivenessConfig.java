package io.aggtape.feed.liveness;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How the threads of a run are watched.
 *
 * @param stallAfterNs a cycle that takes longer is a stall, nanoseconds; 50 ms or more. One that takes longer than a tenth
 *     of it counts as slow.
 * @param stalls threads that are to stand still.
 */
public record LivenessConfig(long stallAfterNs, List<OrderedStall> stalls) {
    /** Half a second, and nobody is to stand still. */
    public static final LivenessConfig DEFAULT = new LivenessConfig(TimeUnit.MILLISECONDS.toNanos(500), List.of());

    private static final long MIN_STALL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SLOW_PARTS = 10;

    /** Checks the range. */
    public LivenessConfig {
        if (stallAfterNs < MIN_STALL_NS) {
            throw new IllegalArgumentException("stall after: 50 ms or more, not " + stallAfterNs + " ns");
        }
        stalls = List.copyOf(stalls);
    }

    /** Cycles that take longer count as slow, nanoseconds. */
    public long slowNs() {
        return stallAfterNs / SLOW_PARTS;
    }
}
