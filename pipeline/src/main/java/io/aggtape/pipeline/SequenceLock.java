package io.aggtape.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets any thread read a group of plain fields that one thread writes: the writer never waits, a reader sees that it
 * was overtaken and reads again.
 */
final class SequenceLock {
    private static final VarHandle SEQUENCE;

    static {
        try {
            SEQUENCE = MethodHandles.lookup().findVarHandle(SequenceLock.class, "sequence", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Odd while the fields are being written. Only the writer reads it plainly. */
    @SuppressWarnings("unused")
    private long sequence;

    /** The writer's, before the first field. */
    void beginWrite() {
        SEQUENCE.setOpaque(this, (long) SEQUENCE.get(this) + 1);
        VarHandle.storeStoreFence();
    }

    /** The writer's, after the last field. */
    void endWrite() {
        SEQUENCE.setRelease(this, (long) SEQUENCE.get(this) + 1);
    }

    /** A reader's, before the first field: a stamp to check afterwards. */
    long beginRead() {
        long stamp = (long) SEQUENCE.getAcquire(this);
        while ((stamp & 1) != 0) {
            Thread.onSpinWait();
            stamp = (long) SEQUENCE.getAcquire(this);
        }
        return stamp;
    }

    /** A reader's, after the last field: whether all that it read since {@link #beginRead} belongs together. */
    boolean isValid(final long stamp) {
        VarHandle.loadLoadFence();
        return (long) SEQUENCE.getOpaque(this) == stamp;
    }
}
