package io.aggtape.feed.liveness;

import java.util.concurrent.TimeUnit;

/** From when on a thread stalls; owned by the watch. */
final class LivenessLimits {
    /** While the others start, a thread may be made long before its turn comes. */
    private static final long START_NS = TimeUnit.SECONDS.toNanos(10);
    /** What every thread does first loads its classes, and a cold JVM takes its time for that. */
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(2);

    private final long stallNs;

    private boolean isStarted;
    private long startedNs;
    private boolean hasPaused;
    private long pausedUntilNs;

    LivenessLimits(final long stallNs) {
        this.stallNs = stallNs;
    }

    /** How long a cycle, or the wait for the start, may take, nanoseconds. */
    long stallNs() {
        return isStarted ? stallNs : START_NS;
    }

    /** From when on a thread that was made at this time waits for its start. */
    long madeNs(final long ns) {
        return isStarted && startedNs - ns > 0 ? startedNs : ns;
    }

    /** Whether a thread may still be warming up, or coming out of a pause of the whole process. */
    boolean isExcused(final long nowNs) {
        return isStarted && nowNs - startedNs < WARM_UP_NS || hasPaused && nowNs - pausedUntilNs < stallNs;
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
