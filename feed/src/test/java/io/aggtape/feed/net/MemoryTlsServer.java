package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A TLS server in memory, seen as the wire that leads to it: what a client writes, it answers at once. */
final class MemoryTlsServer implements Transport {
    private final SSLEngine engine;
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 19).limit(0);
    private final ByteBuffer fromClient = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer plaintext = ByteBuffer.allocate(1 << 17);

    private SSLException refusal;

    MemoryTlsServer(final SSLContext context) throws IOException {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.beginHandshake();
    }

    /** Puts records of this size on the wire, as many as fit; returns how many. */
    int send(final ByteBuffer payload) throws IOException {
        toClient.compact();
        int count = 0;
        while (toClient.remaining() > payload.capacity() + 17_000) {
            engine.wrap(payload.clear(), toClient);
            count++;
        }
        toClient.flip();
        return count;
    }

    /** The alert that the client sent, or null. */
    SSLException refusal() {
        return refusal;
    }

    /** What is on its way to the client. */
    ByteBuffer toClient() {
        return toClient;
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
        return count;
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        final int count = source.remaining();
        fromClient.put(source).flip();
        toClient.compact();
        try {
            answer();
        } catch (final SSLException e) {
            refusal = e;
            throw e;
        }
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
    public void close() {
        engine.closeOutbound();
    }

    private void answer() throws SSLException {
        boolean isMoving = true;
        while (isMoving) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                engine.wrap(plaintext.limit(0), toClient);
            } else {
                isMoving = engine.unwrap(fromClient, plaintext.clear()).bytesConsumed() > 0;
            }
        }
    }
}
