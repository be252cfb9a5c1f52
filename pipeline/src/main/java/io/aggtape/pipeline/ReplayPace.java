package io.aggtape.pipeline;

import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/** Says when the next trade is due at a speed, and waits for it; owned by one thread. */
final class ReplayPace {
    /** Pauses of the market are played as they were. */
    static final long NO_IDLE_SKIP = Long.MAX_VALUE;

    private final ReplaySpeed speed;
    private final long idleSkipNs;
    private final NanoClock clock;
    private final IdleStrategy idle;
    private final ReplayControl control;

    private boolean isStarted;
    private long startNs;
    private long lastTapeNs;
    private double sinceStartNs;

    ReplayPace(
            final ReplaySpeed speed,
            final long idleSkipNs,
            final NanoClock clock,
            final IdleStrategy idle,
            final ReplayControl control) {
        this.speed = speed;
        this.idleSkipNs = idleSkipNs;
        this.clock = clock;
        this.idle = idle;
        this.control = control;
    }

    /** What comes next is due at once: after a pause, a step, a seek. */
    void restart() {
        isStarted = false;
    }

    /** Waits until what has this time on the tape is due, or somebody wants something else. */
    void await(final long tapeNs) {
        if (speed.isMax()) {
            return;
        }
        if (!isStarted) {
            begin(tapeNs);
            return;
        }
        sinceStartNs += pauseNs(tapeNs);
        lastTapeNs = Math.max(lastTapeNs, tapeNs);
        awaitSinceStart(sinceStartNs);
    }

    /**
     * Waits until what is told at this time on the tape is due, or somebody wants something else. The pause of the market
     * goes on: only a trade ends it.
     */
    void awaitEvent(final long tapeNs) {
        if (isStarted && !speed.isMax()) {
            awaitSinceStart(sinceStartNs + pauseNs(tapeNs));
        }
    }

    /** What has this time on the tape goes now. */
    void begin(final long tapeNs) {
        isStarted = true;
        startNs = clock.nanoTime();
        lastTapeNs = tapeNs;
        sinceStartNs = 0;
    }

    /** Waits while the replay is paused; false where it was not. */
    boolean awaitPermission() {
        if (control.isPermitted()) {
            return false;
        }
        while (!control.isPermitted() && !control.isDiverted()) {
            idle.idle();
        }
        idle.reset();
        restart();
        return true;
    }

    private double pauseNs(final long tapeNs) {
        return Math.min(Math.max(0, tapeNs - lastTapeNs) / speed.factor(), idleSkipNs);
    }

    private void awaitSinceStart(final double playedNs) {
        final long dueNs = startNs + (long) playedNs;
        while (clock.nanoTime() - dueNs < 0 && !control.isInterrupted()) {
            idle.idle();
        }
        idle.reset();
    }
}
