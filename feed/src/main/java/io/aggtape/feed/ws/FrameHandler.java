package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;

/** Takes frames in wire order; the bytes are valid only during the call. */
public interface FrameHandler {
    /** Returns false to refuse the frame for now: it stays in the buffer and is offered again. */
    boolean onFrame(int opCode, boolean isFinal, DirectBuffer buffer, int offset, int length);
}
