package io.aggtape.feed.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * A client's engine of Conscrypt that keeps what {@link SSLEngine} promises where Conscrypt does not: the records of
 * the handshake are processed, and certificates verified, in delegated tasks and not in unwrap; NEED_WRAP is said for
 * alerts, too; and its native memory can be freed before the garbage collector finds it. A record in or out costs one
 * result object, 40 bytes, which the form of unwrap and wrap asks for. When the peer has said farewell nothing can be
 * sent any more, in TLS 1.3 either. One thread at a time; {@link #close} may meet a task that runs.
 */
final class NativeEngine extends ForwardingEngine implements AutoCloseable {
    private static final int MAX_RECORD_BYTES = RecordBuffer.HEADER_BYTES + (1 << 14) + 2048;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine conscrypt;
    /** From position to limit: the record of the handshake that a task is to process; null once it is over. */
    private ByteBuffer record = ByteBuffer.allocate(MAX_RECORD_BYTES).limit(0);
    /** Stays empty; without room in it Conscrypt neither closes at a fault nor says it as an SSLException. */
    private final ByteBuffer[] early = {ByteBuffer.allocate(1)};

    private boolean hasTask;
    /** What a task has met; thrown by the next wrap. */
    private SSLException taskFault;
    /** True once either side has begun to end the connection; from then on there may be alerts to send. */
    private boolean isEnding;

    /** Guarded by this. */
    private boolean isBusy;
    /** Guarded by this. */
    private boolean isClosed;

    NativeEngine(final SSLEngine conscrypt) {
        super(conscrypt);
        this.conscrypt = conscrypt;
    }

    /** Computes the keys of the first message: not for a feed thread. */
    @Override
    public void beginHandshake() throws SSLException {
        if (enter()) {
            try {
                conscrypt.beginHandshake();
            } finally {
                leave();
            }
        }
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (hasTask) {
            return HandshakeStatus.NEED_TASK;
        }
        if (taskFault != null) {
            return HandshakeStatus.NEED_WRAP;
        }
        if (isEnding) {
            return conscrypt.isOutboundDone() ? HandshakeStatus.NOT_HANDSHAKING : HandshakeStatus.NEED_WRAP;
        }
        return conscrypt.getHandshakeStatus();
    }

    @Override
    public Runnable getDelegatedTask() {
        if (!hasTask) {
            return null;
        }
        hasTask = false;
        return this::process;
    }

    @Override
    public SSLEngineResult unwrap(
            final ByteBuffer source, final ByteBuffer[] destinations, final int offset, final int length)
            throws SSLException {
        if (record != null && !isEnding) {
            if (conscrypt.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                return take(source);
            }
            if (conscrypt.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
            }
            record = null;
        }
        try {
            final SSLEngineResult result = conscrypt.unwrap(source, destinations, offset, length);
            isEnding |= result.getStatus() == Status.CLOSED;
            return result;
        } catch (final SSLException e) {
            isEnding = true;
            throw e;
        }
    }

    @Override
    public SSLEngineResult wrap(
            final ByteBuffer[] sources, final int offset, final int length, final ByteBuffer destination)
            throws SSLException {
        if (hasTask) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_TASK, 0, 0);
        }
        if (taskFault != null) {
            final SSLException fault = taskFault;
            taskFault = null;
            isEnding = true;
            throw fault;
        }
        try {
            final SSLEngineResult result = conscrypt.wrap(sources, offset, length, destination);
            isEnding |= result.getStatus() == Status.CLOSED;
            return result;
        } catch (final SSLException e) {
            isEnding = true;
            throw e;
        }
    }

    /** Takes the record in front for a task to process. */
    private SSLEngineResult take(final ByteBuffer source) throws SSLException {
        if (hasTask || taskFault != null) {
            return new SSLEngineResult(Status.OK, getHandshakeStatus(), 0, 0);
        }
        final int at = source.position();
        final int length = source.remaining() < RecordBuffer.HEADER_BYTES
                ? Integer.MAX_VALUE
                : RecordBuffer.HEADER_BYTES + (source.getShort(at + 3) & 0xffff);
        if (length > source.remaining()) {
            return new SSLEngineResult(Status.BUFFER_UNDERFLOW, HandshakeStatus.NEED_UNWRAP, 0, 0);
        }
        if (length > MAX_RECORD_BYTES) {
            throw new SSLException("a record of " + length + " bytes, more than TLS allows");
        }
        record.clear().limit(length);
        record.put(0, source, at, length);
        source.position(at + length);
        hasTask = true;
        return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_TASK, length, 0);
    }

    /** Runs as a task. */
    private void process() {
        if (!enter()) {
            return;
        }
        try {
            final SSLEngineResult result = conscrypt.unwrap(record, early, 0, 1);
            if (result.bytesProduced() > 0) {
                throw new SSLException("data of the peer before the end of the handshake");
            }
            isEnding |= result.getStatus() == Status.CLOSED;
        } catch (final SSLException e) {
            taskFault = e;
        } finally {
            leave();
        }
    }

    private synchronized boolean enter() {
        isBusy = !isClosed;
        return isBusy;
    }

    private synchronized void leave() {
        isBusy = false;
        if (isClosed) {
            free();
        }
    }

    /** Frees the native memory, at once or when the task that runs is over; says no farewell. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            if (!isBusy) {
                free();
            }
        }
    }

    private void free() {
        try {
            conscrypt.closeOutbound();
            conscrypt.closeInbound();
            // It lets go of its memory when the last of its bytes has been taken.
            if (!conscrypt.isOutboundDone()) {
                final ByteBuffer unsent = ByteBuffer.allocate(2 * MAX_RECORD_BYTES);
                while (conscrypt.wrap(NOTHING, unsent.clear()).bytesProduced() > 0) {
                    // There may be a message of the handshake, an alert and the close_notify.
                }
            }
        } catch (final SSLException e) {
            // It is broken, and frees itself when it is garbage.
            isEnding = true;
        }
    }

    @Override
    public void closeInbound() throws SSLException {
        isEnding = true;
        conscrypt.closeInbound();
    }

    @Override
    public void closeOutbound() {
        isEnding = true;
        conscrypt.closeOutbound();
    }
}
