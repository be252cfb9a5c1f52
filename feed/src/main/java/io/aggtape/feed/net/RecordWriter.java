package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** The sending half of TLS: bytes in from the writer, records out to the transport below. */
final class RecordWriter {
    private final Transport lower;
    private final SSLEngine engine;
    private final RecordBuffer outgoing;
    /** The engine's own form of a source; its shorter form makes such an array at each call. */
    private final ByteBuffer[] sources = new ByteBuffer[1];
    /** What broke the way to the peer, for whoever writes: what the peer had sent before can still be read. */
    private IOException fault;

    RecordWriter(final Transport lower, final SSLEngine engine, final int wireBufferBytes) {
        this.lower = lower;
        this.engine = engine;
        this.outgoing = new RecordBuffer(wireBufferBytes, engine instanceof NativeEngine);
    }

    /** Encrypts one record as far as there is room for it. */
    SSLEngineResult wrap(final ByteBuffer source) throws SSLException {
        final int unread = outgoing.beginAppend(engine.getSession().getPacketBufferSize());
        try {
            sources[0] = source;
            return engine.wrap(sources, 0, 1, outgoing.waiting());
        } finally {
            outgoing.endAppend(unread);
        }
    }

    boolean isEmpty() {
        return fault == null && outgoing.isEmpty();
    }

    /** Passes on what is encrypted; true when nothing waits any more. */
    boolean drain() throws IOException {
        final boolean isEmpty = push();
        if (fault != null) {
            throw fault;
        }
        return isEmpty;
    }

    /** The same for one who reads: a fault is kept for the next {@link #drain}, and what can't be sent is dropped. */
    boolean push() {
        if (fault == null && !outgoing.isEmpty()) {
            try {
                lower.write(outgoing.waiting());
            } catch (final IOException e) {
                fault = e;
            }
        }
        if (fault != null) {
            outgoing.clear();
        }
        return outgoing.isEmpty();
    }
}
