package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;

/** Takes whole messages in wire order; the bytes are valid only during the call. */
public interface MessageHandler {
    /**
     * Returns false to refuse the message for now: it is offered again at the next call with bytes, and until it is
     * accepted nothing behind it is offered. {@code opCode} is {@link OpCode#TEXT} or {@link OpCode#BINARY}.
     */
    boolean onMessage(int opCode, DirectBuffer buffer, int offset, int length);
}
