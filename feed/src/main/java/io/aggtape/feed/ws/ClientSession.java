package io.aggtape.feed.ws;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One client connection's life by RFC 6455: bytes that were read go in, messages and bytes to write come out. Made once
 * and used for one connection after another; owned by one thread. Nothing is allocated between the opening and the
 * closing handshake, unless a fragmented message is longer than all before it.
 */
public final class ClientSession {
    private static final int MAX_PING_BYTES = 125;

    private final RandomGenerator random;
    private final UpgradeResponse response;
    private final Outbound outbound;
    private final Pongs pongs;
    private final Inbound inbound;
    private final ClosePayload closePayload = new ClosePayload();

    private SessionState state = SessionState.CLOSED;
    private boolean isCloseSent;
    private int closeCode;
    private String closeReason = "";
    private SessionFault fault = SessionFault.NONE;

    /** {@code random} gives handshake keys and mask keys; a {@link java.security.SecureRandom} allocates at each use. */
    public ClientSession(final SessionConfig config, final RandomGenerator random) {
        this.random = random;
        response = new UpgradeResponse(config.maxHeaderBytes(), config.maxBodyBytes());
        outbound = new Outbound(config.outboundBytes(), random);
        pongs = new Pongs(outbound);
        inbound = new Inbound(config.maxMessageBytes(), pongs);
    }

    /**
     * Forgets the connection before and queues the upgrade request of a new one.
     *
     * @throws IllegalArgumentException where the request is longer than the room for what waits to be written.
     */
    public void start(final UpgradeRequest request) {
        final HandshakeKey key = HandshakeKey.random(random);
        response.reset(key);
        outbound.clear();
        pongs.reset();
        inbound.reset();
        isCloseSent = false;
        closeCode = 0;
        closeReason = "";
        fault = SessionFault.NONE;
        final byte[] bytes = request.encode(key);
        if (!outbound.append(bytes, SessionConfig.RESERVED_BYTES)) {
            throw new IllegalArgumentException("an upgrade request of " + bytes.length + " bytes does not fit");
        }
        enter(SessionState.UPGRADING);
    }

    /** The same for a request without further headers. */
    public void start(final String authority, final String requestTarget, final String userAgent) {
        start(new UpgradeRequest(authority, requestTarget, userAgent));
    }

    /**
     * Takes in what was read from the transport and hands on the messages in it, as long as they are accepted. Returns how
     * many bytes are done with; the caller offers the rest again, at the front of what arrives later, from a buffer of at
     * least {@link FrameDecoder#MIN_BUFFER_BYTES}. Pings are answered also behind a refused message. What follows a close
     * frame, a violation or a refused upgrade is dropped. The handler may send and close, but not start.
     */
    public int onBytes(final DirectBuffer buffer, final int offset, final int length, final MessageHandler handler) {
        int consumed = 0;
        if (state == SessionState.UPGRADING) {
            consumed = upgrade(buffer, offset, length);
        }
        if (state == SessionState.OPEN || state == SessionState.CLOSING) {
            consumed += inbound.onBytes(buffer, offset + consumed, length - consumed, handler);
            if (inbound.violationCode() != 0) {
                fail();
            } else if (inbound.isCloseReceived()) {
                onClose();
            }
        }
        return state == SessionState.CLOSED ? length : consumed;
    }

    /**
     * The transport has ended, and {@link #onBytes} has consumed all that came before: the session is closed. Not before,
     * or messages that wait would be lost.
     */
    public void onEndOfStream() {
        if (state == SessionState.UPGRADING) {
            response.onEndOfStream();
            fault = response.fault();
        } else if (state != SessionState.CLOSED && !inbound.isCloseReceived()) {
            fault = fault == SessionFault.NONE ? SessionFault.STREAM_ENDED : fault;
            closeCode = closeCode == 0 ? CloseCode.ABNORMAL : closeCode;
        }
        enter(SessionState.CLOSED);
    }

    /** The bytes that wait to be written, from position to limit; who writes them moves the position and nothing else. */
    public ByteBuffer outbound() {
        pongs.flush();
        return outbound.waiting();
    }

    /** Queues a text message, which must be UTF-8; false where the session is not open or there is no room now. */
    public boolean sendText(final DirectBuffer buffer, final int offset, final int length) {
        return send(OpCode.TEXT, buffer, offset, length);
    }

    /** Queues a binary message; false where the session is not open or there is no room now. */
    public boolean sendBinary(final DirectBuffer buffer, final int offset, final int length) {
        return send(OpCode.BINARY, buffer, offset, length);
    }

    /** Queues a ping of at most 125 bytes; false where the session is not open or there is no room now. */
    public boolean sendPing(final DirectBuffer buffer, final int offset, final int length) {
        if (length > MAX_PING_BYTES) {
            throw new IllegalArgumentException("a ping of " + length + " bytes");
        }
        return send(OpCode.PING, buffer, offset, length);
    }

    /**
     * Starts the close handshake; messages that still arrive are handed on. False where the session is not open; one that
     * is upgrading is closed at once. A reason is cut to the 123 bytes of UTF-8 that fit.
     *
     * @throws IllegalArgumentException where the code may not stand on the wire.
     */
    public boolean close(final int code, final String reason) {
        if (!CloseCode.isAllowedOnWire(code)) {
            throw new IllegalArgumentException("no close code for the wire: " + code);
        }
        if (state == SessionState.UPGRADING) {
            enter(SessionState.CLOSED);
        }
        if (state != SessionState.OPEN) {
            return false;
        }
        sendClose(code, reason);
        return true;
    }

    /**
     * Where the session stands. It is closed when both close frames have come and gone; after a violation, and where the
     * peer does not answer a close, it stays closing until {@link #onEndOfStream}, and how long is the caller's choice.
     */
    public SessionState state() {
        if (state == SessionState.CLOSING && inbound.isCloseReceived() && outbound.isEmpty()) {
            enter(SessionState.CLOSED);
        }
        return state;
    }

    /** The received close code, 1005 where the frame had none; else ours; 1006 where the stream just ended; else 0. */
    public int closeCode() {
        return closeCode;
    }

    /** The reason that belongs to {@link #closeCode}; empty where there was none. */
    public String closeReason() {
        return closeReason;
    }

    /** Whether the peer's close frame has come. */
    public boolean isCloseReceived() {
        return inbound.isCloseReceived();
    }

    /** What ended the session, other than the close handshake. */
    public SessionFault fault() {
        return fault;
    }

    /** The rule of RFC 6455 that the peer broke, in words; empty where none. */
    public String violation() {
        return inbound.violation();
    }

    /** The answer to the upgrade, as far as it has come. */
    public UpgradeResponse upgradeResponse() {
        return response;
    }

    /** Frames of this connection received to their end and not refused, control frames included. */
    public long frameCount() {
        return inbound.frameCount();
    }

    /** Messages of this connection that the handler accepted. */
    public long messageCount() {
        return inbound.messageCount();
    }

    /** How often the handler refused a message of this connection. */
    public long refusalCount() {
        return inbound.refusalCount();
    }

    /** Pings of this connection that have come. */
    public long pingCount() {
        return inbound.pingCount();
    }

    /** Pings of this connection that were answered. */
    public long pongSentCount() {
        return pongs.sentCount();
    }

    /** Pongs of this connection that have come. */
    public long pongCount() {
        return inbound.pongCount();
    }

    /**
     * Copies the payload of the newest pong of this connection, at most 125 bytes, and returns its length; -1 where none
     * has come. An answer to our own ping has that ping's payload (RFC 6455, 5.5.3).
     */
    public int lastPong(final MutableDirectBuffer target) {
        return inbound.lastPong(target);
    }

    private int upgrade(final DirectBuffer buffer, final int offset, final int length) {
        final int consumed = response.onBytes(buffer, offset, length);
        if (response.isComplete()) {
            fault = response.fault();
            enter(fault == SessionFault.NONE ? SessionState.OPEN : SessionState.CLOSED);
        }
        return consumed;
    }

    private void fail() {
        if (fault != SessionFault.NONE) {
            return;
        }
        fault = SessionFault.VIOLATION;
        if (!isCloseSent) {
            sendClose(inbound.violationCode(), inbound.violation());
        }
        closeCode = inbound.violationCode();
        closeReason = inbound.violation();
    }

    private void onClose() {
        if (!isCloseSent) {
            sendClose(inbound.closeCode(), "");
        }
        closeCode = inbound.closeCode();
        closeReason = inbound.closeReason();
    }

    // The room for it is reserved: nothing else may use it, and it is sent once, as the last frame.
    private void sendClose(final int code, final String reason) {
        final int length = closePayload.write(code, reason);
        outbound.appendFrame(OpCode.CLOSE, closePayload.bytes(), 0, length, 0);
        pongs.stop();
        isCloseSent = true;
        closeCode = code;
        closeReason = reason;
        enter(SessionState.CLOSING);
    }

    private boolean send(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        if (!outbound.canEverFit(length, SessionConfig.RESERVED_BYTES)) {
            throw new IllegalArgumentException("a message of " + length + " bytes can never fit the outbound buffer");
        }
        return state == SessionState.OPEN
                && outbound.appendFrame(opCode, buffer, offset, length, SessionConfig.RESERVED_BYTES);
    }

    private void enter(final SessionState next) {
        state = next;
    }
}
