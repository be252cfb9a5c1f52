package io.aggtape.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** What others want of a replay that runs: any thread asks, the replay's thread looks. */
final class ReplayControl {
    private static final long NO_SEEK = Long.MIN_VALUE;

    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong seekUs = new AtomicLong(NO_SEEK);

    private volatile boolean isPaused;
    private volatile boolean isStopped;

    void stop() {
        isStopped = true;
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        steps.set(0);
        isPaused = false;
    }

    void step(final long trades) {
        if (trades < 1) {
            throw new IllegalArgumentException("a step is 1 trade or more, not " + trades);
        }
        isPaused = true;
        steps.addAndGet(trades);
    }

    void seek(final long timeUs) {
        seekUs.set(Math.max(timeUs, NO_SEEK + 1));
    }

    boolean isStopped() {
        return isStopped;
    }

    boolean isPaused() {
        return isPaused;
    }

    /** Whether the next trade may go, by itself or as a step. */
    boolean isPermitted() {
        return !isPaused || steps.get() > 0;
    }

    /** Whether what comes next is not wanted any more. */
    boolean isDiverted() {
        return isStopped || seekUs.get() != NO_SEEK;
    }

    /** Whether nobody should wait for the next trade to be due. */
    boolean isInterrupted() {
        return isPaused || isDiverted();
    }

    /** A trade goes: one step less, if it is one. */
    void take() {
        if (isPaused) {
            steps.updateAndGet(left -> left > 0 ? left - 1 : 0);
        }
    }

    boolean isSeekAsked() {
        return seekUs.get() != NO_SEEK;
    }

    /** Where to go, which is done then. */
    long takeSeek() {
        return seekUs.getAndSet(NO_SEEK);
    }
}
