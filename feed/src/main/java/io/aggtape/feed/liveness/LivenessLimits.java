package io.aggtape.feed.liveness;

import java.util.concurrent.TimeUnit;

/** From when on a thread stalls; owned by the watch. */
final class LivenessLimits {
    /** While the others start, a thread may be made long before its turn comes. */
    private static final long START_NS = TimeUnit.SECONDS.toNanos(10);

    private final long stallNs;

    private boolean isStarted;
    private long startedNs;
    private boolean hasPaused;
    private long pausedUntilNs;

    LivenessLimits(final long stallNs) {
        this.stallNs = stallNs;
    }

    /** How long a cycle may take, nanoseconds. */
    long stallNs() {
        return stallNs;
    }

    /** How long a thread may wait for its start, nanoseconds. */
    long startNs() {
        return isStarted ? stallNs : START_NS;
    }

    /** From when on a thread that was made at this time waits for its start. */
    long madeNs(final long ns) {
        return isStarted && startedNs - ns > 0 ? startedNs : ns;
    }

    /** Whether a thread may still be coming out of a pause of the whole process. */
    boolean isExcused(final long nowNs) {
        return hasPaused && nowNs - pausedUntilNs < stallNs;
    }

    /** Whoever starts the threads has started all. */
    void started(final long nowNs) {
        isStarted = true;
        startedNs = nowNs;
    }

    /** The whole process stood still until now. */
    void paused(final long nowNs) {
        hasPaused = true;
        pausedUntilNs = nowNs;
    }
}
