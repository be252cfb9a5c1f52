package io.aggtape.feed.ws;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The bytes that wait to be written to the transport, in one buffer that is allocated once. */
final class Outbound {
    private final FrameEncoder encoder;
    private final ByteBuffer waiting;
    private final UnsafeBuffer target;

    Outbound(final int capacity, final RandomGenerator random) {
        encoder = new FrameEncoder(random);
        waiting = ByteBuffer.allocateDirect(capacity);
        target = new UnsafeBuffer(waiting);
        clear();
    }

    void clear() {
        waiting.position(0).limit(0);
    }

    boolean isEmpty() {
        return !waiting.hasRemaining();
    }

    /** The waiting bytes from position to limit; whoever writes them moves the position and nothing else. */
    ByteBuffer waiting() {
        return waiting;
    }

    /** Appends bytes as they are; false where they do not fit with {@code reserved} bytes left over. */
    boolean append(final byte[] bytes, final int reserved) {
        if (!hasRoom(bytes.length + (long) reserved)) {
            return false;
        }
        final int index = waiting.limit();
        target.putBytes(index, bytes);
        waiting.limit(index + bytes.length);
        return true;
    }

    /** Appends a frame; false where it does not fit with {@code reserved} bytes left over. */
    boolean appendFrame(
            final int opCode, final DirectBuffer source, final int offset, final int length, final int reserved) {
        if (!hasRoom(FrameEncoder.encodedLength(length) + reserved)) {
            return false;
        }
        final int index = waiting.limit();
        waiting.limit(index + encoder.encode(target, index, opCode, source, offset, length));
        return true;
    }

    /** Whether a frame with that payload fits into the empty buffer with {@code reserved} bytes left over. */
    boolean canEverFit(final int length, final int reserved) {
        return FrameEncoder.encodedLength(length) + reserved <= waiting.capacity();
    }

    private boolean hasRoom(final long length) {
        if (length > waiting.capacity() - waiting.remaining()) {
            return false;
        }
        if (isEmpty()) {
            clear();
        } else if (length > waiting.capacity() - waiting.limit()) {
            waiting.compact().flip();
        }
        return true;
    }
}
