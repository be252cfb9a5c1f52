package io.aggtape.feed.net;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLSession;

/** An engine that encrypts nothing, shakes no hands and allocates nothing: records of one size, a header before each. */
final class CopyingEngine extends SSLEngine {
    private static final String[] NONE = {};

    private final SSLSession session;
    private final int payloadBytes;
    private final SSLEngineResult unwrapped;
    private final SSLEngineResult wrapped;

    CopyingEngine(final int payloadBytes) throws NoSuchAlgorithmException {
        final int recordBytes = RecordBuffer.HEADER_BYTES + payloadBytes;
        this.session = SSLContext.getDefault().createSSLEngine().getSession();
        this.payloadBytes = payloadBytes;
        this.unwrapped = new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, recordBytes, payloadBytes);
        this.wrapped = new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, payloadBytes, recordBytes);
    }

    /** A wire on which records come for ever, and which swallows what is written. */
    Transport wire() {
        final int recordBytes = RecordBuffer.HEADER_BYTES + payloadBytes;
        final ByteBuffer records = ByteBuffer.allocateDirect(100 * recordBytes);
        while (records.hasRemaining()) {
            records.put(new byte[] {23, 3, 3, (byte) (payloadBytes >> 8), (byte) payloadBytes});
            records.position(records.position() + payloadBytes);
        }
        return new EndlessWire(records.flip());
    }

    @Override
    public SSLEngineResult unwrap(
            final ByteBuffer source, final ByteBuffer[] destinations, final int offset, final int length) {
        source.position(source.position() + RecordBuffer.HEADER_BYTES);
        for (int i = 0; i < payloadBytes; i++) {
            destinations[offset].put(source.get());
        }
        return unwrapped;
    }

    @Override
    public SSLEngineResult wrap(
            final ByteBuffer[] sources, final int offset, final int length, final ByteBuffer destination) {
        destination.position(destination.position() + RecordBuffer.HEADER_BYTES);
        for (int i = 0; i < payloadBytes; i++) {
            destination.put(sources[offset].get());
        }
        return wrapped;
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public SSLSession getSession() {
        return session;
    }

    @Override
    public Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public void beginHandshake() {}

    @Override
    public void closeInbound() {}

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public void closeOutbound() {}

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return NONE;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return NONE;
    }

    @Override
    public void setEnabledCipherSuites(final String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return NONE;
    }

    @Override
    public String[] getEnabledProtocols() {
        return NONE;
    }

    @Override
    public void setEnabledProtocols(final String[] protocols) {}

    @Override
    public void setUseClientMode(final boolean isClient) {}

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public void setNeedClientAuth(final boolean isNeeded) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(final boolean isWanted) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(final boolean isEnabled) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }

    /** The same bytes again and again. */
    private static final class EndlessWire implements Transport {
        private final ByteBuffer bytes;

        EndlessWire(final ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public TransportStage poll() {
            return TransportStage.OPEN;
        }

        @Override
        public int read(final ByteBuffer destination) {
            final int start = destination.position();
            if (destination.remaining() >= bytes.rewind().remaining()) {
                destination.put(bytes);
            }
            return destination.position() - start;
        }

        @Override
        public int write(final ByteBuffer source) {
            final int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public String description() {
            return "endless";
        }

        @Override
        public void close() {}
    }
}
