package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers pings. Where the peer does not read and there is no room, the newest unanswered ping is kept and answered when
 * there is: RFC 6455 section 5.5.3 asks for no more.
 */
final class Pongs {
    private static final int NONE = -1;
    private static final int MAX_PAYLOAD = 125;

    private final Outbound outbound;
    private final UnsafeBuffer kept = new UnsafeBuffer(new byte[MAX_PAYLOAD]);

    private int keptLength = NONE;
    private boolean isStopped;
    private long sentCount;

    Pongs(final Outbound outbound) {
        this.outbound = outbound;
    }

    void reset() {
        keptLength = NONE;
        isStopped = false;
        sentCount = 0;
    }

    /** Queues a pong with that payload, or keeps the payload in place of an older one. */
    void answer(final DirectBuffer buffer, final int offset, final int length) {
        if (isStopped) {
            return;
        }
        flush();
        if (keptLength == NONE && send(buffer, offset, length)) {
            return;
        }
        kept.putBytes(0, buffer, offset, length);
        keptLength = length;
    }

    /** Queues the pong that was kept, if one was and there is room now. */
    void flush() {
        if (keptLength != NONE && send(kept, 0, keptLength)) {
            keptLength = NONE;
        }
    }

    /** Answers no more, nor the ping that was kept: our close frame is the last frame that we send. */
    void stop() {
        keptLength = NONE;
        isStopped = true;
    }

    /** The pongs that were queued since the last {@link #reset}. */
    long sentCount() {
        return sentCount;
    }

    private boolean send(final DirectBuffer buffer, final int offset, final int length) {
        final boolean isSent = outbound.appendFrame(OpCode.PONG, buffer, offset, length, SessionConfig.RESERVED_BYTES);
        if (isSent) {
            sentCount++;
        }
        return isSent;
    }
}
