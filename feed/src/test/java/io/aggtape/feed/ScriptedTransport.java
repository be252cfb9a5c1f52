package io.aggtape.feed;

import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportStage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** A byte stream whose other end is the test: stages, bytes and faults come when the test says so. */
final class ScriptedTransport implements Transport {
    private final ArrayDeque<byte[]> toRead = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private TransportStage stage = TransportStage.CONNECTING;
    private IOException fault;
    private IOException writeFault;
    private Error breakdown;
    private boolean isEnded;
    private boolean isClosed;
    private boolean isWatched;
    private int reads;

    void reach(final TransportStage reached) {
        stage = reached;
    }

    void send(final byte[] bytes) {
        toRead.add(bytes);
    }

    void end() {
        isEnded = true;
    }

    void fail(final IOException thrown) {
        fault = thrown;
    }

    /** Something that no transport foresees. */
    void breakDown(final Error thrown) {
        breakdown = thrown;
    }

    void failWrites(final IOException thrown) {
        writeFault = thrown;
    }

    /** From now on it is ready only where a read gives something. */
    void watch() {
        isWatched = true;
    }

    /** How often it was read. */
    int reads() {
        return reads;
    }

    byte[] takeWritten() {
        final byte[] bytes = written.toByteArray();
        written.reset();
        return bytes;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public TransportStage poll() throws IOException {
        if (breakdown != null) {
            throw breakdown;
        }
        if (fault != null) {
            throw fault;
        }
        return stage;
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        reads++;
        final byte[] next = toRead.peek();
        if (next == null) {
            if (fault != null) {
                throw fault;
            }
            return isEnded ? -1 : 0;
        }
        toRead.remove();
        final int length = Math.min(next.length, destination.remaining());
        destination.put(next, 0, length);
        if (length < next.length) {
            final byte[] rest = new byte[next.length - length];
            System.arraycopy(next, length, rest, 0, rest.length);
            toRead.addFirst(rest);
        }
        return length;
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        if (writeFault != null) {
            throw writeFault;
        }
        final int length = source.remaining();
        while (source.hasRemaining()) {
            written.write(source.get());
        }
        return length;
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public boolean isReady() {
        return !isWatched || !toRead.isEmpty() || isEnded || fault != null;
    }

    @Override
    public String description() {
        return "scripted";
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
