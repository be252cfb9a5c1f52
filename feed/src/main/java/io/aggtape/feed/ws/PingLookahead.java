package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;

/** Finds the pings among frames that have arrived but wait behind a refused message. */
final class PingLookahead {
    private final FrameHeader header = new FrameHeader();
    private final Pongs pongs;
    private long pingCount;

    PingLookahead(final Pongs pongs) {
        this.pongs = pongs;
    }

    void reset() {
        pingCount = 0;
    }

    /**
     * Answers each ping between {@code from}, where a frame starts, and {@code end}; returns where the first frame starts
     * that it did not pass: one that is not whole, breaks a rule or closes.
     */
    int scan(final DirectBuffer buffer, final int from, final int end) {
        int position = from;
        while (header.parse(buffer, position, end - position)) {
            final int payload = position + header.length();
            final long length = header.payloadLength();
            if (length > end - payload || header.opCode() == OpCode.CLOSE) {
                break;
            }
            if (header.opCode() == OpCode.PING) {
                pongs.answer(buffer, payload, (int) length);
                pingCount++;
            }
            position = payload + (int) length;
        }
        return position;
    }

    /** The pings that were found since the last {@link #reset}. */
    long pingCount() {
        return pingCount;
    }
}
