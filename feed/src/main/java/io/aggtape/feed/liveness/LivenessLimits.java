package io.aggtape.feed.liveness;

import java.util.concurrent.TimeUnit;

/** From when on a thread stalls; owned by the watch. */
final class LivenessLimits {
    /** While the others start, a thread may be made long before its turn comes. */
    private static final long START_NS = TimeUnit.SECONDS.toNanos(10);
    /** What every thread does first loads its classes, and a cold JVM takes its time for that. */
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(2);
    /** How long a cycle may take meanwhile: what stands still is named within a second from the first one on. */
    private static final long COLD_NS = TimeUnit.MILLISECONDS.toNanos(700);

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

    /** From when on what began then is a stall, as it is judged now. */
    long untilNs(final long sinceNs, final long nowNs) {
        return isWarmingUp(nowNs)
                ? (startedNs - sinceNs > 0 ? startedNs : sinceNs) + Math.max(stallNs, COLD_NS)
                : sinceNs + stallNs();
    }

    /** Whether everything has only just been started. */
    boolean isWarmingUp(final long nowNs) {
        return isStarted && nowNs - startedNs < WARM_UP_NS;
    }

    /** Whether a thread may still be coming out of a pause of the whole process. */
    boolean isRecovering(final long nowNs) {
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
