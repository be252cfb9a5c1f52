package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS 1.2 and 1.3 over another transport. Records are decrypted straight into the reader's buffer where it has room
 * for one, else into a buffer of our own that is handed out next. Our code allocates nothing a record; the engine does:
 * Conscrypt's the result alone, 40 bytes, which {@link SSLEngine#unwrap} has to return; the JDK's that and what it makes
 * anew for each record, whatever buffers it is given: 1.3 to 1.9 kB of nonce, parameters and state of AES/GCM.
 */
public final class TlsTransport implements Transport {
    private static final int WIRE_BUFFER_BYTES = 128 * 1024;
    /** How often one read may go back to the kernel for records that carry no bytes for the reader. */
    private static final int MAX_FILLS_PER_READ = 8;
    /** After how many records, or bytes, a read hands out what it has: the first shall not wait for 700 others. */
    private static final int MAX_RECORDS_PER_READ = 16;

    private static final int MAX_BYTES_PER_READ = 16 * 1024;

    private final Transport lower;
    private final String peer;
    private final SSLEngine engine;
    private final HandshakeTasks tasks;
    private final RecordReader incoming;
    private final RecordWriter outgoing;
    private final ByteBuffer nothing = ByteBuffer.allocate(0);

    private TransportStage stage = TransportStage.CONNECTING;
    /** False while the engine may have something to compute or to say. */
    private boolean isSettled;

    private boolean hasBegun;
    private boolean hasFailed;
    /** What broke the stream behind bytes that a read has just handed out; the next read throws it. */
    private IOException faultBehindData;

    /**
     * Puts TLS on a transport that need not be open yet.
     *
     * @param peer host and port, for messages.
     * @param engine a client's engine that has not begun, from {@link TlsConfig#newEngine}.
     * @param handshakeExecutor runs the engine's delegated tasks.
     */
    public TlsTransport(
            final Transport lower, final String peer, final SSLEngine engine, final Executor handshakeExecutor) {
        this.lower = lower;
        this.peer = peer;
        this.engine = engine;
        this.tasks = new HandshakeTasks(engine, handshakeExecutor);
        this.incoming = new RecordReader(lower, peer, engine, WIRE_BUFFER_BYTES);
        this.outgoing = new RecordWriter(lower, engine, WIRE_BUFFER_BYTES);
    }

    @Override
    public TransportStage poll() throws IOException {
        if (stage == TransportStage.OPEN || stage == TransportStage.CLOSED) {
            return stage;
        }
        try {
            if (stage != TransportStage.SECURING) {
                final TransportStage below = lower.poll();
                if (below != TransportStage.OPEN) {
                    stage = below;
                    return stage;
                }
                stage = TransportStage.SECURING;
                tasks.start();
                hasBegun = true;
            }
            if (isHandshakeComplete()) {
                outgoing.drain();
                stage = TransportStage.OPEN;
            }
            return stage;
        } catch (final IOException e) {
            throw fault(e);
        }
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        if (stage != TransportStage.OPEN) {
            return TransportException.unlessClosed(stage, peer);
        }
        if (faultBehindData != null) {
            throw faultBehindData;
        }
        final int start = destination.position();
        try {
            decrypt(destination);
            outgoing.push();
        } catch (final IOException e) {
            final IOException fault = fault(e);
            if (destination.position() == start) {
                throw fault;
            }
            faultBehindData = fault;
        }
        final int count = destination.position() - start;
        final boolean isEnd = incoming.isAtEnd() && !incoming.hasPlaintext() && destination.hasRemaining();
        return count == 0 && isEnd ? -1 : count;
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        if (stage != TransportStage.OPEN) {
            return TransportException.unlessClosed(stage, peer);
        }
        final int start = source.position();
        try {
            outgoing.drain();
            while (source.hasRemaining() && settle() && wrap(source)) {
                // Record after record, until the source is empty or the kernel takes no more.
            }
            outgoing.drain();
        } catch (final IOException e) {
            throw fault(e);
        }
        return source.position() - start;
    }

    @Override
    public boolean flush() throws IOException {
        try {
            return outgoing.drain() && lower.flush();
        } catch (final IOException e) {
            throw fault(e);
        }
    }

    /** An end, a fault or a record that an earlier read has left behind needs no byte from below. */
    @Override
    public boolean isReady() {
        return lower.isReady() || !isSettled || faultBehindData != null || incoming.isWaiting() || !outgoing.isEmpty();
    }

    @Override
    public void watchBy(final SelectedReads reads) {
        lower.watchBy(reads);
    }

    @Override
    public String description() {
        if (stage != TransportStage.OPEN) {
            return lower.description() + ", tls";
        }
        return lower.description() + ", " + engine.getSession().getProtocol() + " "
                + engine.getSession().getCipherSuite() + (engine instanceof NativeEngine ? " (Conscrypt)" : " (JDK)");
    }

    /** What was agreed on, with the certificates of the peer; once OPEN. */
    public SSLSession session() {
        return engine.getSession();
    }

    @Override
    public long bytesRead() {
        return lower.bytesRead();
    }

    @Override
    public long bytesWritten() {
        return lower.bytesWritten();
    }

    @Override
    public long recordsRead() {
        return incoming.recordsRead();
    }

    @Override
    public void close() {
        if (stage == TransportStage.CLOSED) {
            return;
        }
        stage = TransportStage.CLOSED;
        try {
            if (hasBegun && !tasks.isRunning()) {
                farewell();
            }
        } catch (final IOException e) {
            // A farewell is a courtesy: the peer may be long gone, and the caller closes for that very reason.
            hasFailed = true;
        } finally {
            tasks.end();
            lower.close();
        }
    }

    /** Sends close_notify, or the alert that the engine owes after a fault. */
    private void farewell() throws IOException {
        if (!hasFailed) {
            engine.closeOutbound();
        }
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && wrap(nothing)) {
            // The engine says how many records its farewell has.
        }
        outgoing.drain();
    }

    private void decrypt(final ByteBuffer destination) throws IOException {
        final int start = destination.position();
        incoming.handOut(destination);
        int fills = 0;
        int records = 0;
        while (destination.hasRemaining() && !incoming.isAtEnd() && settle()) {
            final int count = destination.position() - start;
            if (count > 0 && (records >= MAX_RECORDS_PER_READ || count >= MAX_BYTES_PER_READ)) {
                break;
            }
            if (incoming.hasRecord()) {
                unwrap(destination);
                records++;
            } else if (count > 0 || ++fills > MAX_FILLS_PER_READ || incoming.fill(stage) == 0) {
                break;
            }
        }
    }

    private boolean isHandshakeComplete() throws IOException {
        while (settle()) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                return true;
            }
            if (incoming.isAtEnd()) {
                throw TlsFaults.endOfStream(peer, stage);
            }
            outgoing.drain();
            if (incoming.hasRecord()) {
                unwrap(nothing);
            } else if (incoming.fill(stage) == 0) {
                return false;
            }
        }
        return false;
    }

    /** Does what the engine asks for; false while a task runs or the kernel takes no more. */
    private boolean settle() throws IOException {
        while (!isSettled) {
            if (tasks.isRunning()) {
                return false;
            }
            tasks.check();
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> tasks.start();
                case NEED_WRAP -> {
                    if (!wrap(nothing)) {
                        return isSettled;
                    }
                }
                case NEED_UNWRAP -> {
                    return true;
                }
                default -> isSettled = true;
            }
        }
        return true;
    }

    private void unwrap(final ByteBuffer destination) throws SSLException {
        if (incoming.unwrap(destination) != HandshakeStatus.NOT_HANDSHAKING) {
            isSettled = false;
        }
    }

    /** Encrypts one record; false when there is no room for it, or nothing came of it. */
    private boolean wrap(final ByteBuffer source) throws IOException {
        final SSLEngineResult result = outgoing.wrap(source);
        if (result.getStatus() == Status.CLOSED) {
            isSettled = true;
            if (source.hasRemaining()) {
                throw TlsFaults.closedForWriting(peer);
            }
            return false;
        }
        if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            isSettled = false;
        }
        return result.bytesProduced() > 0 || outgoing.push() && result.getStatus() == Status.BUFFER_OVERFLOW;
    }

    private IOException fault(final IOException cause) {
        hasFailed = true;
        if (cause instanceof TransportException) {
            return ((TransportException) cause).during(stage);
        }
        return cause instanceof SSLException ? TlsFaults.describe(peer, stage, (SSLException) cause) : cause;
    }
}
