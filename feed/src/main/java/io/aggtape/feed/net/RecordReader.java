package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** The receiving half of TLS: records in from the transport below, bytes out to the reader. */
final class RecordReader {
    private static final int EXCERPT_LENGTH = 40;

    private final Transport lower;
    private final String peer;
    private final SSLEngine engine;
    private final RecordBuffer incoming;
    /** The engine's own form of a destination; its shorter forms make such an array at each call. */
    private final ByteBuffer[] destinations = new ByteBuffer[1];
    /** From position to limit: decrypted bytes that found no room with the reader. */
    private ByteBuffer plaintext;

    private boolean isAtEnd;
    private long recordsRead;

    RecordReader(final Transport lower, final String peer, final SSLEngine engine, final int wireBufferBytes) {
        this.lower = lower;
        this.peer = peer;
        this.engine = engine;
        this.incoming = new RecordBuffer(wireBufferBytes, engine instanceof NativeEngine);
        this.plaintext = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
    }

    /** True after the peer's close_notify. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    boolean hasPlaintext() {
        return plaintext.hasRemaining();
    }

    /** True where the next read has bytes or the end for its caller, whatever comes from below. */
    boolean isWaiting() {
        return isAtEnd || plaintext.hasRemaining() || incoming.hasRecord();
    }

    long recordsRead() {
        return recordsRead;
    }

    /** Reads from the transport below once; 0 where nothing came. */
    int fill(final TransportStage stage) throws IOException {
        final int count = incoming.fillFrom(lower);
        if (count < 0) {
            throw TlsFaults.endOfStream(peer, stage);
        }
        return count;
    }

    /** True when a record can be unwrapped. */
    boolean hasRecord() throws TransportException {
        if (recordsRead == 0 && incoming.isPlainText()) {
            throw TlsFaults.plainText(peer, incoming.excerpt(EXCERPT_LENGTH));
        }
        return incoming.hasRecord();
    }

    /**
     * Decrypts the record in front, into a buffer of our own where the destination may be too small for it. Nothing
     * may be left in that buffer.
     */
    HandshakeStatus unwrap(final ByteBuffer destination) throws SSLException {
        SSLEngineResult result;
        if (incoming.recordBytes() <= destination.remaining()) {
            result = unwrapInto(destination);
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return accept(result);
            }
        }
        plaintext.clear();
        result = unwrapInto(plaintext);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            plaintext = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            result = unwrapInto(plaintext);
        }
        plaintext.flip();
        final HandshakeStatus status = accept(result);
        handOut(destination);
        return status;
    }

    /** Gives the destination what an earlier record left over. */
    void handOut(final ByteBuffer destination) {
        if (!plaintext.hasRemaining() || !destination.hasRemaining()) {
            return;
        }
        final int limit = plaintext.limit();
        plaintext.limit(Math.min(limit, plaintext.position() + destination.remaining()));
        destination.put(plaintext);
        plaintext.limit(limit);
    }

    private SSLEngineResult unwrapInto(final ByteBuffer destination) throws SSLException {
        destinations[0] = destination;
        return engine.unwrap(incoming.waiting(), destinations, 0, 1);
    }

    private HandshakeStatus accept(final SSLEngineResult result) throws SSLException {
        if (result.bytesConsumed() > 0) {
            recordsRead++;
        }
        switch (result.getStatus()) {
            case OK:
                break;
            case CLOSED:
                isAtEnd = true;
                break;
            default:
                throw new SSLException("the engine does not take a whole record: " + result.getStatus());
        }
        return result.getHandshakeStatus();
    }
}
