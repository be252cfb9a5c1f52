package io.aggtape.journal;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A frame that is no valid trade, with its bytes; valid only during the call that delivers it. */
public final class Rejected {
    /** Why it was rejected. */
    public RejectReason reason;
    /** The market of the line that delivered it. */
    public Market market;
    /** How it reached us. */
    public TradeSource source;
    /** The number of the line that delivered it. */
    public int line;
    /** When its bytes were read, nanoseconds since the epoch by the local clock. */
    public long receiveTimeNs;
    /** Where the raw bytes are. */
    public DirectBuffer buffer;
    /** Where in {@link #buffer} they start. */
    public int offset;
    /** How many there are. */
    public int length;

    /** Takes over every field of another event, and its bytes into memory of its own. */
    public void copyFrom(final Rejected other) {
        reason = other.reason;
        market = other.market;
        source = other.source;
        line = other.line;
        receiveTimeNs = other.receiveTimeNs;
        final byte[] frame = new byte[other.length];
        other.buffer.getBytes(other.offset, frame);
        buffer = new UnsafeBuffer(frame);
        offset = 0;
        length = frame.length;
    }
}
