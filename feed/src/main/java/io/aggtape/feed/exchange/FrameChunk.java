package io.aggtape.feed.exchange;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A piece of memory that encoded frames lie in until every connection has written them: playback holds it while it
 * encodes, each flush of a connection holds it until its bytes have left, and the last to let go gives it back.
 */
final class FrameChunk {
    /** Room for about 350 frames. */
    static final int LENGTH = 1 << 16;

    private final Pool pool;
    private final byte[] bytes = new byte[LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final ByteBuffer frames = ByteBuffer.wrap(bytes);
    private final AtomicInteger holders = new AtomicInteger();
    private int position;

    private FrameChunk(final Pool pool) {
        this.pool = pool;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Where the next frame starts; playback's thread only. */
    int position() {
        return position;
    }

    void advance(final int length) {
        position += length;
    }

    int remaining() {
        return LENGTH - position;
    }

    /** The bytes of a frame, not copied. */
    ByteBuffer frame(final int offset, final int length) {
        return frames.slice(offset, length);
    }

    void hold() {
        holders.incrementAndGet();
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            pool.free.add(this);
        }
    }

    /** Makes the chunk empty again where nobody but playback holds it. */
    void reuse() {
        if (holders.get() == 1) {
            position = 0;
        }
    }

    /** The chunks that nobody holds. */
    static final class Pool {
        private final ConcurrentLinkedQueue<FrameChunk> free = new ConcurrentLinkedQueue<>();

        /** An empty chunk, held once. */
        FrameChunk acquire() {
            final FrameChunk pooled = free.poll();
            final FrameChunk chunk = pooled == null ? new FrameChunk(this) : pooled;
            chunk.position = 0;
            chunk.hold();
            return chunk;
        }
    }
}
