package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;
import java.util.concurrent.TimeUnit;

/** The counters of one thread in the file. */
final class ThreadCounters {
    /** How many counters a thread has. */
    static final int COUNT = 9;

    /** A stack is looked at again after so long: that stops the thread, and others, for a moment. */
    private static final long LOOK_AGAIN_NS = TimeUnit.SECONDS.toNanos(10);

    private final CountersFile file;
    private final WatchedThread thread;
    private final int slot;
    private final int phase;
    private final int lastBeatMs;
    private final int cycles;
    private final int longestNs;
    private final int slowCycles;
    private final int stalls;
    private final int stalledForNs;
    private final int faults;
    private final int faultsSoFar;

    private boolean isShown;
    private long shownSinceNs;
    private long lookedNs;

    /** {@code slot} is the place for where it stands when it stalls. */
    ThreadCounters(final CountersFile file, final WatchedThread thread, final int slot) {
        this.file = file;
        this.thread = thread;
        this.slot = slot;
        final String role = thread.heartbeat().role();
        phase = file.allocate(Figure.THREAD_PHASE, role);
        lastBeatMs = file.allocate(Figure.THREAD_LAST_BEAT_MS, role);
        cycles = file.allocate(Figure.THREAD_CYCLES, role);
        longestNs = file.allocate(Figure.THREAD_LONGEST_NS, role);
        slowCycles = file.allocate(Figure.THREAD_SLOW_CYCLES, role);
        stalls = file.allocate(Figure.THREAD_STALLS, role);
        stalledForNs = file.allocate(Figure.THREAD_STALLED_FOR_NS, role);
        faults = file.allocate(Figure.THREAD_FAULTS, role);
        faultsSoFar = file.allocate(Figure.THREAD_FAULTS_SO_FAR, role);
    }

    /** Writes how the thread stands now, by both clocks. */
    void update(final long nowNs, final long nowMs) {
        final Heartbeat heartbeat = thread.heartbeat();
        file.set(phase, heartbeat.phase().ordinal());
        file.set(lastBeatMs, nowMs - TimeUnit.NANOSECONDS.toMillis(nowNs - heartbeat.beatNs()));
        file.set(cycles, heartbeat.cycles());
        file.set(longestNs, heartbeat.longestNs());
        file.set(slowCycles, heartbeat.slowCycles());
        file.set(stalls, thread.stalls());
        file.set(stalledForNs, thread.stalledForNs(nowNs));
        file.set(faults, heartbeat.hasFault() ? 1 : 0);
        file.set(faultsSoFar, heartbeat.faults());
        showStall(thread.stall(), nowNs, nowMs);
    }

    private void showStall(final Stall stall, final long nowNs, final long nowMs) {
        if (stall == null) {
            if (isShown) {
                isShown = false;
                file.stalls().clear(slot);
            }
        } else if (!isShown || shownSinceNs != stall.sinceNs() || nowNs - lookedNs >= LOOK_AGAIN_NS) {
            isShown = true;
            shownSinceNs = stall.sinceNs();
            lookedNs = nowNs;
            file.stalls().write(slot, nowMs, text(stall));
        }
    }

    private static String text(final Stall stall) {
        final ThreadFacts facts = ThreadFacts.of(stall.heartbeat().thread());
        final StringBuilder text = new StringBuilder("thread " + stall.role() + " stalls: " + stall.words() + "; ");
        text.append(facts.words());
        for (final StackTraceElement frame : facts.stack()) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }
}
