package io.aggtape.feed;

import io.aggtape.feed.net.ReadSet;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * Waits in the kernel for bytes, where nothing but bytes or the time can give work, and as another strategy does where
 * something else may. It never waits longer than a millisecond, so that timers and inboxes have their turn.
 */
final class ReadIdle implements IdleStrategy {
    private static final long LONGEST_WAIT_MS = 1;
    /** So many cycles without work come first: what follows at once need not wait for a thread to be woken up. */
    private static final int CYCLES_BEFORE_WAIT = 32;

    private final IdleStrategy usual;
    private final BooleanSupplier isWaitingForBytes;
    private final ReadSet reads;
    private int idleCycles;

    ReadIdle(final IdleStrategy usual, final BooleanSupplier isWaitingForBytes, final ReadSet reads) {
        this.usual = usual;
        this.isWaitingForBytes = isWaitingForBytes;
        this.reads = reads;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (idleCycles < CYCLES_BEFORE_WAIT) {
            idleCycles++;
            Thread.onSpinWait();
        } else if (isWaitingForBytes.getAsBoolean()) {
            usual.reset();
            reads.await(LONGEST_WAIT_MS);
        } else {
            usual.idle();
        }
    }

    @Override
    public void reset() {
        idleCycles = 0;
        usual.reset();
    }

    @Override
    public String alias() {
        return usual.alias() + "-select";
    }
}
