package io.aggtape.bench;

import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** A TLS server of the JDK in memory, seen as the wire that leads to it: what a client writes, it answers at once. */
final class MemoryTlsPeer implements Transport {
    private static final int RECORD_OVERHEAD_BYTES = 64;

    private final SSLEngine engine;
    private final ByteBuffer toClient;
    private final ByteBuffer fromClient = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer plaintext = ByteBuffer.allocate(1 << 17);

    private long bytesPassed;

    MemoryTlsPeer(final SSLContext context) throws SSLException {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.beginHandshake();
        toClient = ByteBuffer.allocate(1 << 19).limit(0);
    }

    /** Puts records of this size on the wire, at least one and not many more bytes than that; returns how many. */
    int send(final ByteBuffer payload, final int bytes) throws SSLException {
        toClient.compact();
        final int start = toClient.position();
        int count = 0;
        do {
            engine.wrap(payload.clear(), toClient);
            count++;
        } while (toClient.position() - start + payload.capacity() + RECORD_OVERHEAD_BYTES < bytes);
        toClient.flip();
        return count;
    }

    @Override
    public TransportStage poll() {
        return TransportStage.OPEN;
    }

    @Override
    public int read(final ByteBuffer destination) {
        final int count = Math.min(destination.remaining(), toClient.remaining());
        final int limit = toClient.limit();
        toClient.limit(toClient.position() + count);
        destination.put(toClient);
        toClient.limit(limit);
        bytesPassed += count;
        return count;
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        final int count = source.remaining();
        fromClient.put(source).flip();
        toClient.compact();
        answer();
        fromClient.compact();
        toClient.flip();
        return count;
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public long bytesRead() {
        return bytesPassed;
    }

    @Override
    public void close() {
        engine.closeOutbound();
    }

    private void answer() throws SSLException {
        boolean isMoving = true;
        while (isMoving) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK:
                    engine.getDelegatedTask().run();
                    break;
                case NEED_WRAP:
                    engine.wrap(plaintext.limit(0), toClient);
                    break;
                default:
                    isMoving = engine.unwrap(fromClient, plaintext.clear()).bytesConsumed() > 0;
            }
        }
    }
}
