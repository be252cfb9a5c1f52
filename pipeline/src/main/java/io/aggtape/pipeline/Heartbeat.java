package io.aggtape.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The sign of life of one thread: written by that thread alone, at one or two ordered stores a cycle, read by any. All
 * times are {@link System#nanoTime()}.
 */
public final class Heartbeat {
    /** What the thread is doing. */
    public enum Phase {
        /** It was made and has not run yet. */
        CREATED,
        /** It is in a cycle of its work. */
        RUNNING,
        /** It has nothing to do until somebody gives it work. */
        IDLE,
        /** It waits for something outside this process, which may take its time: {@link #activity()}. */
        AWAITING,
        /** It ended as it should. */
        ENDED,
        /** It ended by an exception. */
        FAILED
    }

    private static final Phase[] PHASES = Phase.values();
    /** Keeps the fields of two threads apart by more than a pair of cache lines. */
    private static final int PADDING = 16;

    private static final int PHASE = PADDING;
    private static final int BEAT_NS = PADDING + 1;
    private static final int CYCLES = PADDING + 2;
    private static final int LONGEST_NS = PADDING + 3;
    private static final int SLOW_CYCLES = PADDING + 4;
    private static final int AWAITED_UNTIL_NS = PADDING + 5;
    private static final int PROGRESS = PADDING + 6;
    private static final int FAULTS = PADDING + 7;
    private static final int FIELDS = PADDING + 8 + PADDING;

    private final String role;
    private final long slowNs;
    private final long longestIdleNs;
    private final AtomicLongArray fields = new AtomicLongArray(FIELDS);

    private volatile Thread thread;
    private volatile String activity = "";
    private volatile Throwable fault;
    private volatile boolean hasFault;
    private volatile LongSupplier backlog = () -> 0;
    /** Null for none. */
    private volatile Order order;

    /** What is to happen in the first cycle after a moment: standing still for so long, and then throwing this, if anything. */
    private record Order(long atNs, long forNs, RuntimeException fault) {}

    /**
     * A thread that has not run yet.
     *
     * @param role the thread's role, for example {@code journal}.
     * @param slowNs cycles that take longer are counted, nanoseconds.
     * @param longestIdleNs how long it may be idle before that is a stall, nanoseconds; 0 for any time.
     */
    Heartbeat(final String role, final long slowNs, final long longestIdleNs) {
        this.role = role;
        this.slowNs = slowNs;
        this.longestIdleNs = longestIdleNs;
        fields.set(BEAT_NS, System.nanoTime());
    }

    /** The calling thread is the one of this heartbeat and begins to work. */
    public void start() {
        thread = Thread.currentThread();
        fields.lazySet(BEAT_NS, System.nanoTime());
        phase(Phase.RUNNING);
    }

    /** A cycle begins, or a long one has come further. */
    public void beat(final long nowNs) {
        if (isRunning()) {
            endCycle(nowNs);
        } else {
            fields.lazySet(BEAT_NS, nowNs);
            phase(Phase.RUNNING);
        }
        final Order ordered = order;
        if (ordered != null && nowNs - ordered.atNs() >= 0) {
            order = null;
            obey(ordered);
        }
    }

    /** A cycle has ended, and there is nothing to do until somebody gives this thread work. */
    public void idle(final long nowNs) {
        if (isRunning()) {
            endCycle(nowNs);
        } else {
            fields.lazySet(BEAT_NS, nowNs);
        }
        phase(Phase.IDLE);
    }

    /** A long cycle has come to this step: where that number moves, it does not stand still, however long it takes. */
    public void progress(final long step) {
        fields.lazySet(PROGRESS, step);
    }

    /** Something that may block begins; the next {@link #beat} or {@link #idle} ends it. */
    public void await(final String what, final long nowNs, final long atMostNs) {
        activity = what;
        fields.lazySet(AWAITED_UNTIL_NS, nowNs + atMostNs);
        fields.lazySet(BEAT_NS, nowNs);
        phase(Phase.AWAITING);
    }

    /** The thread ends as it should, unless it has failed already. */
    public void end() {
        if (fields.getPlain(PHASE) != Phase.FAILED.ordinal()) {
            fields.lazySet(BEAT_NS, System.nanoTime());
            phase(Phase.ENDED);
        }
    }

    /** The thread does nothing any more because of this. */
    public void fail(final Throwable thrown) {
        lose(thrown);
        fields.lazySet(BEAT_NS, System.nanoTime());
        phase(Phase.FAILED);
    }

    /** One of several tasks of this thread has ended because of this, and the thread goes on with the others. */
    public void lose(final Throwable thrown) {
        fields.lazySet(FAULTS, fields.getPlain(FAULTS) + 1);
        fault = thrown;
        hasFault = true;
    }

    /** A task such as the one that was lost has succeeded since: what {@link #fault()} tells is past. From any thread. */
    public void regain() {
        hasFault = false;
    }

    /** Says how much waits for this thread, so that it is known to stall where it is idle all the same; asked by any thread. */
    public void backlog(final LongSupplier waiting) {
        backlog = waiting;
    }

    /**
     * Orders this thread to stand still for so long, once, in its first cycle after {@code atNs}: to try out what names it. An
     * interrupt or another order ends that.
     */
    public void orderStall(final long atNs, final long forNs) {
        order = new Order(atNs, forNs, null);
    }

    /** Orders this thread to throw this, once, in its next cycle: to try out what becomes of it. */
    public void orderFault(final RuntimeException thrown) {
        order = new Order(System.nanoTime(), 0, thrown);
    }

    /** The thread's role. */
    public String role() {
        return role;
    }

    /** The thread; null before it has run. */
    public Thread thread() {
        return thread;
    }

    /** What it is doing. */
    public Phase phase() {
        return PHASES[(int) fields.get(PHASE)];
    }

    /** What it last waited for. */
    public String activity() {
        return activity;
    }

    /** What ended it, or the last of its tasks that was ended so; null for nothing. */
    public Throwable fault() {
        return fault;
    }

    /** How many exceptions have ended it or a task of it. */
    public long faults() {
        return fields.get(FAULTS);
    }

    /** Whether {@link #fault()} still holds: nothing has succeeded since. */
    public boolean hasFault() {
        return hasFault;
    }

    /** How much waits for it; 0 where it has no queue. */
    public long backlog() {
        return backlog.getAsLong();
    }

    /** When it last gave a sign, or was made. */
    public long beatNs() {
        return fields.get(BEAT_NS);
    }

    /** To which step its cycle has come; 0 where it never said. */
    public long progress() {
        return fields.get(PROGRESS);
    }

    /** Until when what it awaits may take. */
    public long awaitedUntilNs() {
        return fields.get(AWAITED_UNTIL_NS);
    }

    /** How long it may be idle, nanoseconds; 0 for any time. */
    public long longestIdleNs() {
        return longestIdleNs;
    }

    /** How many cycles have ended. */
    public long cycles() {
        return fields.get(CYCLES);
    }

    /** The longest cycle so far, the thread's own pauses in it included, nanoseconds. */
    public long longestNs() {
        return fields.get(LONGEST_NS);
    }

    /** How many cycles took longer than they should. */
    public long slowCycles() {
        return fields.get(SLOW_CYCLES);
    }

    private void endCycle(final long nowNs) {
        final long tookNs = nowNs - fields.getPlain(BEAT_NS);
        if (tookNs > fields.getPlain(LONGEST_NS)) {
            fields.lazySet(LONGEST_NS, tookNs);
        }
        if (tookNs > slowNs) {
            fields.lazySet(SLOW_CYCLES, fields.getPlain(SLOW_CYCLES) + 1);
        }
        fields.lazySet(CYCLES, fields.getPlain(CYCLES) + 1);
        fields.lazySet(BEAT_NS, nowNs);
    }

    private boolean isRunning() {
        return fields.getPlain(PHASE) == Phase.RUNNING.ordinal();
    }

    private void phase(final Phase next) {
        fields.lazySet(PHASE, next.ordinal());
    }

    private void obey(final Order ordered) {
        final long untilNs = System.nanoTime() + ordered.forNs();
        for (long leftNs = ordered.forNs();
                leftNs > 0 && order == null && !Thread.currentThread().isInterrupted();
                leftNs = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(100)));
        }
        if (ordered.fault() != null) {
            throw ordered.fault();
        }
    }

    @Override
    public String toString() {
        return role + ' ' + phase();
    }
}
