package io.aggtape.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What one line has delivered of one symbol, first copies and second ones alike: written by one thread, read by any. */
public final class StreamCell {
    private static final VarHandle LAST_ID;
    private static final VarHandle LAST_RECEIVE_NS;
    private static final VarHandle TRADES;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            LAST_ID = lookup.findVarHandle(StreamCell.class, "lastId", long.class);
            LAST_RECEIVE_NS = lookup.findVarHandle(StreamCell.class, "lastReceiveNs", long.class);
            TRADES = lookup.findVarHandle(StreamCell.class, "trades", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long lastId = -1;
    private long lastReceiveNs;
    private long trades;

    StreamCell() {}

    void onTrade(final long id, final long receiveNs) {
        LAST_ID.setOpaque(this, id);
        LAST_RECEIVE_NS.setOpaque(this, receiveNs);
        TRADES.setRelease(this, trades + 1);
    }

    /** The id of the last trade that came; -1 before the first. */
    public long lastId() {
        return (long) LAST_ID.getOpaque(this);
    }

    /** When it came, nanoseconds since the epoch; 0 before the first. */
    public long lastReceiveNs() {
        return (long) LAST_RECEIVE_NS.getOpaque(this);
    }

    /** How many came. */
    public long trades() {
        return (long) TRADES.getAcquire(this);
    }
}
