package io.aggtape.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * The time of a tape that plays, nanoseconds since the epoch: it stands still between two callbacks and never goes back,
 * but where the replay seeks. A strategy that takes an {@link EpochNanoClock} or a {@link NanoClock} has this one in a
 * replay and the system's live. The replay's thread sets it, any may read it.
 */
public final class ReplayClock implements EpochNanoClock, NanoClock {
    private static final VarHandle NOW_NS;

    static {
        try {
            NOW_NS = MethodHandles.lookup().findVarHandle(ReplayClock.class, "nowNs", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long nowNs;

    /** Nanoseconds since the epoch; 0 before the first callback. */
    @Override
    public long nanoTime() {
        return (long) NOW_NS.getOpaque(this);
    }

    /** Goes on to a time, or stays where it is behind that. */
    void advanceTo(final long timeNs) {
        if (timeNs > nowNs) {
            NOW_NS.setOpaque(this, timeNs);
        }
    }

    /** Goes to any time. */
    void set(final long timeNs) {
        NOW_NS.setOpaque(this, timeNs);
    }
}
