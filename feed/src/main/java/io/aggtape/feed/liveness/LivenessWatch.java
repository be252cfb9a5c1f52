package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the heartbeats of a run and tells which thread stalls, from when to when, which has ended, and when it was not
 * called itself. Knows no clock but the one it is polled with; owned by the thread that polls it.
 */
public final class LivenessWatch {
    private final List<Heartbeat> heartbeats;
    private final LivenessLimits limits;
    private final long intervalNs;
    private final LivenessListener listener;
    private final List<WatchedThread> threads = new ArrayList<>();

    private boolean isPolled;
    private long lastNs;

    /**
     * Watches all threads of a run, those that are made later, too.
     *
     * @param stallAfterNs how long a cycle may take, nanoseconds.
     * @param intervalNs how often {@link #poll} is called, nanoseconds.
     */
    public LivenessWatch(
            final Heartbeats heartbeats,
            final long stallAfterNs,
            final long intervalNs,
            final LivenessListener listener) {
        this(heartbeats.all(), stallAfterNs, intervalNs, listener);
    }

    /** Watches these. */
    LivenessWatch(
            final List<Heartbeat> heartbeats,
            final long stallAfterNs,
            final long intervalNs,
            final LivenessListener listener) {
        this.heartbeats = heartbeats;
        this.limits = new LivenessLimits(stallAfterNs);
        this.intervalNs = intervalNs;
        this.listener = listener;
    }

    /** Every thread has been started: a first cycle may take 0.7 s now, and what still does not run is told after two seconds. */
    public void started(final long nowNs) {
        limits.started(nowNs);
    }

    /** Looks once. */
    public void poll(final long nowNs) {
        for (int i = threads.size(); i < heartbeats.size(); i++) {
            threads.add(new WatchedThread(heartbeats.get(i), listener));
        }
        if (isPolled && nowNs - lastNs - intervalNs >= limits.stallNs()) {
            final boolean isAlone = hasAnyRunSince(lastNs);
            if (!isAlone) {
                limits.paused(nowNs);
            }
            listener.onPause(lastNs, nowNs, isAlone);
        }
        isPolled = true;
        lastNs = nowNs;
        for (final WatchedThread thread : threads) {
            thread.poll(limits, nowNs);
        }
    }

    /** What is known of each thread, in the order in which they were made. */
    List<WatchedThread> threads() {
        return threads;
    }

    private boolean hasAnyRunSince(final long sinceNs) {
        for (final WatchedThread thread : threads) {
            if (thread.hasRunThrough(sinceNs)) {
                return true;
            }
        }
        return false;
    }
}
