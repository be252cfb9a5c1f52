package io.aggtape.feed.liveness;

import io.aggtape.feed.liveness.Stall.Kind;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeat.Phase;
import java.util.concurrent.TimeUnit;

/** What the watch remembers of one thread. */
final class WatchedThread {
    private static final long FIRST_REMINDER_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long REMINDER_NS = TimeUnit.MINUTES.toNanos(10);
    /** Whoever reads the status now and then shall see a fault, too, from which the thread recovers at once. */
    private static final long FAULT_SHOWN_NS = TimeUnit.SECONDS.toNanos(10);

    private final Heartbeat heartbeat;
    private final LivenessListener listener;

    private Stall stall;
    private long remindedNs;
    /** How long after that it is told again. */
    private long reminderNs;

    private long stalls;
    private Phase lastPhase = Phase.CREATED;
    private Throwable lastFault;
    private long lastFaultNs;
    private long lastCycles;
    private long lastSlowCycles;
    private long lastProgress;
    /** When its cycle was last seen to come further. */
    private long movedNs;
    /** When something was first seen to wait for it since its last beat; 0 for nothing. */
    private long waitingSinceNs;

    private long waitingSinceBeatNs;

    WatchedThread(final Heartbeat heartbeat, final LivenessListener listener) {
        this.heartbeat = heartbeat;
        this.listener = listener;
        movedNs = heartbeat.beatNs();
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** How often it has stalled. */
    long stalls() {
        return stalls;
    }

    /** How it stalls now; null where it does not. */
    Stall stall() {
        return stall;
    }

    /** How long it has stalled now, nanoseconds; 0 where it does not. */
    long stalledForNs(final long nowNs) {
        return stall == null ? 0 : Math.max(1, nowNs - stall.sinceNs());
    }

    /** Whether it has met a fault from which it has not recovered, or not until a moment ago. */
    boolean hasFault(final long nowNs) {
        return heartbeat.hasFault() || lastFault != null && nowNs - lastFaultNs < FAULT_SHOWN_NS;
    }

    /** Whether another thread ran on: one that has had no slow cycle since was in no pause. */
    boolean hasRunThrough(final long sinceNs) {
        return heartbeat.thread() != Thread.currentThread()
                && lastPhase == Phase.RUNNING
                && heartbeat.phase() == Phase.RUNNING
                && heartbeat.beatNs() - sinceNs > 0
                && heartbeat.cycles() > lastCycles
                && heartbeat.slowCycles() == lastSlowCycles;
    }

    void poll(final LivenessLimits limits, final long nowNs) {
        final Stall found = find(limits, nowNs);
        if (stall != null && (found == null || found.sinceNs() != stall.sinceNs())) {
            listener.onStallEnd(new Stall(heartbeat, stall.kind(), stall.sinceNs(), stall.sinceNs() + tookNs(nowNs)));
            stall = null;
        }
        if (found != null && stall == null) {
            stalls++;
            remindedNs = nowNs;
            reminderNs = FIRST_REMINDER_NS;
            listener.onStall(found);
        } else if (found != null && nowNs - remindedNs >= reminderNs) {
            remindedNs = nowNs;
            reminderNs = Math.min(2 * reminderNs, REMINDER_NS);
            listener.onStillStalled(found);
        }
        stall = found;
        tellEnds(nowNs);
        lastCycles = heartbeat.cycles();
        lastSlowCycles = heartbeat.slowCycles();
    }

    private void tellEnds(final long nowNs) {
        final Throwable fault = heartbeat.fault();
        if (fault != null && fault != lastFault) {
            lastFaultNs = nowNs;
            listener.onFault(heartbeat, fault);
        }
        lastFault = fault;
        final Phase phase = heartbeat.phase();
        if (phase == Phase.ENDED && lastPhase != Phase.ENDED) {
            listener.onEnd(heartbeat);
        }
        lastPhase = phase;
    }

    /** The cycle itself knows better than the watch, which looks only now and then. */
    private long tookNs(final long nowNs) {
        final long atMostNs = nowNs - stall.sinceNs();
        final long longestNs = heartbeat.longestNs();
        return longestNs >= stall.forNs() && longestNs <= atMostNs ? longestNs : atMostNs;
    }

    /** The phase is read before the beat, as the thread writes them the other way round. */
    private Stall find(final LivenessLimits limits, final long nowNs) {
        final Phase phase = heartbeat.phase();
        final long beatNs = heartbeat.beatNs();
        switch (phase) {
            case CREATED:
                return find(
                        Kind.NOT_STARTED,
                        limits.madeNs(beatNs),
                        limits.madeNs(beatNs) + limits.stallNs(),
                        limits,
                        nowNs);
            case RUNNING:
                return isGone() ? new Stall(heartbeat, Kind.GONE, beatNs, nowNs) : findInCycle(beatNs, limits, nowNs);
            case AWAITING:
                return isGone()
                        ? new Stall(heartbeat, Kind.GONE, beatNs, nowNs)
                        : find(Kind.AWAITING, beatNs, heartbeat.awaitedUntilNs(), limits, nowNs);
            case IDLE:
                return findIdle(beatNs, limits, nowNs);
            default:
                return null;
        }
    }

    /** A cycle that comes further is slow, and no stall. */
    private Stall findInCycle(final long beatNs, final LivenessLimits limits, final long nowNs) {
        final long progress = heartbeat.progress();
        if (progress != lastProgress) {
            lastProgress = progress;
            movedNs = nowNs;
        }
        final long sinceNs = movedNs - beatNs > 0 ? movedNs : beatNs;
        return find(Kind.IN_A_CYCLE, sinceNs, limits.untilNs(sinceNs, nowNs), limits, nowNs);
    }

    private Stall findIdle(final long beatNs, final LivenessLimits limits, final long nowNs) {
        if (heartbeat.longestIdleNs() > 0) {
            return find(Kind.OVERDUE, beatNs, limits.untilNs(beatNs + heartbeat.longestIdleNs(), nowNs), limits, nowNs);
        }
        if (heartbeat.backlog() <= 0) {
            waitingSinceNs = 0;
            return null;
        }
        if (waitingSinceNs == 0 || waitingSinceBeatNs != beatNs) {
            waitingSinceNs = nowNs;
            waitingSinceBeatNs = beatNs;
        }
        return find(Kind.NOT_WOKEN, waitingSinceNs, limits.untilNs(waitingSinceNs, nowNs), limits, nowNs);
    }

    private Stall find(
            final Kind kind, final long sinceNs, final long untilNs, final LivenessLimits limits, final long nowNs) {
        final boolean isKnown = stall != null && stall.sinceNs() == sinceNs;
        final boolean isExcused = limits.isRecovering(nowNs) || kind == Kind.NOT_STARTED && limits.isWarmingUp(nowNs);
        return nowNs - untilNs >= 0 && (isKnown || !isExcused) ? new Stall(heartbeat, kind, sinceNs, nowNs) : null;
    }

    /** One that ended says so before it is gone. */
    private boolean isGone() {
        final Thread thread = heartbeat.thread();
        return thread != null
                && !thread.isAlive()
                && heartbeat.phase() != Phase.ENDED
                && heartbeat.phase() != Phase.FAILED;
    }
}
