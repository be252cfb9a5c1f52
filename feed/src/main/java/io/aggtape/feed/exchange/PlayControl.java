package io.aggtape.feed.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Lets other threads halt the one that plays, which says when it has: from then on its counts stand still. */
final class PlayControl {
    private static final long NOT_HALTED = Long.MIN_VALUE;

    /** What the callers of other threads want. */
    private enum Wish {
        PLAY,
        PAUSE,
        STOP
    }

    private final AtomicInteger haltsWished = new AtomicInteger();
    private volatile Wish wish = Wish.PLAY;
    private volatile int haltsDone;
    private volatile boolean isClosed;
    private long haltedAtNs = NOT_HALTED;

    /** Halts until {@link #resume}; returns when the playing thread has. */
    void pause() {
        wishHalt(Wish.PAUSE);
    }

    void resume() {
        if (wish == Wish.PAUSE) {
            wish = Wish.PLAY;
        }
    }

    /** Halts for ever. */
    void stop() {
        wishHalt(Wish.STOP);
    }

    /** The playing thread ends: nobody waits for it any more. */
    void close() {
        isClosed = true;
    }

    /** How many halts were wished for; the playing thread looks before it does anything else. */
    int halts() {
        return haltsWished.get();
    }

    boolean isPlaying() {
        return wish == Wish.PLAY;
    }

    /** What the playing thread says instead of playing, with the {@link #halts} that it saw. */
    void halt(final int halts, final long nowNs) {
        if (haltedAtNs == NOT_HALTED) {
            haltedAtNs = nowNs;
        }
        haltsDone = halts;
    }

    /** How long the halt lasted that ends now; 0 where there was none. The playing thread's. */
    long takeHaltNs(final long nowNs) {
        if (haltedAtNs == NOT_HALTED) {
            return 0;
        }
        final long haltNs = nowNs - haltedAtNs;
        haltedAtNs = NOT_HALTED;
        return haltNs;
    }

    /** Whether it was stopped for ever, and has. The playing thread's. */
    boolean isStopped() {
        return wish == Wish.STOP && haltsDone == haltsWished.get();
    }

    private void wishHalt(final Wish halt) {
        if (wish != Wish.STOP) {
            wish = halt;
        }
        final int halts = haltsWished.incrementAndGet();
        while (haltsDone - halts < 0 && !isClosed) {
            LockSupport.parkNanos(50_000);
        }
    }
}
