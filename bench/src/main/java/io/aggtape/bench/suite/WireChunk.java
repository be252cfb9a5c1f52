package io.aggtape.bench.suite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Some frames of one symbol as a server sends them, headers included; the next call counts their ids on. */
final class WireChunk {
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final byte LENGTH_FOLLOWS = 126;
    private static final int HEADER_BYTES = 4;
    private static final int MAX_FRAME_BYTES = 256;

    private final CountingFrames frames = new CountingFrames(1);
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final int count;

    WireChunk(final int count) {
        this.count = count;
        bytes = ByteBuffer.allocateDirect(count * MAX_FRAME_BYTES);
        buffer = new UnsafeBuffer(bytes);
    }

    /** The next frames, from 0 to its limit. */
    ByteBuffer next() {
        int at = 0;
        for (int i = 0; i < count; i++) {
            final UnsafeBuffer frame = frames.next();
            buffer.putByte(at, FINAL_TEXT);
            buffer.putByte(at + 1, LENGTH_FOLLOWS);
            buffer.putShort(at + 2, (short) frame.capacity(), ByteOrder.BIG_ENDIAN);
            buffer.putBytes(at + HEADER_BYTES, frame, 0, frame.capacity());
            at += HEADER_BYTES + frame.capacity();
        }
        return bytes.clear().limit(at);
    }
}
