package io.aggtape.feed.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;

/** Counts the bytes of trades that a connection was given and has not written yet. Thread-safe. */
final class InFlight {
    private final AtomicInteger bytes = new AtomicInteger();

    int bytes() {
        return bytes.get();
    }

    /**
     * Counts bytes that are about to be flushed and holds their chunk; what is returned counts them off and lets the chunk
     * go, whether they were written or lost with the connection.
     */
    Callback flushed(final FrameChunk chunk, final int length) {
        chunk.hold();
        bytes.addAndGet(length);
        return new Flushed(chunk, length);
    }

    private final class Flushed implements Callback {
        private final FrameChunk chunk;
        private final int length;

        Flushed(final FrameChunk chunk, final int length) {
            this.chunk = chunk;
            this.length = length;
        }

        @Override
        public void succeeded() {
            bytes.addAndGet(-length);
            chunk.release();
        }

        @Override
        public void failed(final Throwable cause) {
            succeeded();
        }
    }
}
