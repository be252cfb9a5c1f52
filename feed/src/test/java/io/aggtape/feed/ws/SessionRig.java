package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A session, a receive buffer as its caller keeps one, and a record of what came out at both ends. */
final class SessionRig {
    final ClientSession session;
    final List<SentFrame> messages = new ArrayList<>();
    final List<SentFrame> sent = new ArrayList<>();

    private final UnsafeBuffer received;
    private int receivedLength;
    private BooleanSupplier isRefusing = () -> false;
    private boolean isEchoing;
    private boolean isPeerReading = true;

    SessionRig(final SessionConfig config, final int receiveBytes) {
        session = new ClientSession(config, new SplittableRandom(42));
        received = new UnsafeBuffer(new byte[receiveBytes]);
    }

    static SessionRig opened() {
        return opened(SessionConfig.defaults(), 256 * 1024);
    }

    static SessionRig opened(final SessionConfig config, final int receiveBytes) {
        final SessionRig rig = new SessionRig(config, receiveBytes);
        rig.handshake();
        assertThat(rig.session.state()).isEqualTo(SessionState.OPEN);
        return rig;
    }

    /** One that sends each message back, from inside the handler. */
    static SessionRig echoing(final SessionConfig config, final int receiveBytes) {
        final SessionRig rig = opened(config, receiveBytes);
        rig.isEchoing = true;
        return rig;
    }

    void handshake() {
        final String key = start();
        feed(Wire.utf8(accepting(key)));
    }

    /** Starts, takes the request off the wire and returns its key. */
    String start() {
        session.start("localhost:1", "/ws", "rig");
        final String request = takeRaw();
        final int at = request.indexOf("Sec-WebSocket-Key: ") + "Sec-WebSocket-Key: ".length();
        return request.substring(at, request.indexOf("\r\n", at));
    }

    String takeRaw() {
        final ByteBuffer out = session.outbound();
        final byte[] bytes = new byte[out.remaining()];
        out.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    static String accepting(final String key) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + new HandshakeKey(key).accept() + "\r\n\r\n";
    }

    /** The handler refuses whenever this says so. */
    void refuseWhen(final BooleanSupplier when) {
        isRefusing = when;
    }

    void refuse(final boolean always) {
        isRefusing = () -> always;
    }

    /** While the peer does not read, what the session queues stays queued. */
    void peerReads(final boolean reads) {
        isPeerReading = reads;
        poll();
    }

    /** Delivers all the bytes, as much at a time as the receive buffer has room for. */
    void feed(final byte[]... parts) {
        final byte[] bytes = Wire.concat(parts);
        int at = 0;
        int idle = 0;
        while (at < bytes.length) {
            final int length = Math.min(bytes.length - at, received.capacity() - receivedLength);
            idle = length == 0 ? idle + 1 : 0;
            assertThat(idle).as("polls without room in the receive buffer").isLessThan(1000);
            received.putBytes(receivedLength, bytes, at, length);
            receivedLength += length;
            at += length;
            poll();
        }
    }

    void feedByteByByte(final byte[]... parts) {
        for (final byte octet : Wire.concat(parts)) {
            feed(new byte[] {octet});
        }
    }

    /** One turn of the caller's duty cycle. */
    void poll() {
        final int consumed = session.onBytes(received, 0, receivedLength, this::onMessage);
        assertThat(consumed).isBetween(0, receivedLength);
        receivedLength -= consumed;
        received.putBytes(0, received, consumed, receivedLength);
        if (isPeerReading) {
            sent.addAll(SentFrame.readAll(session.outbound()));
        }
    }

    int waitingBytes() {
        return receivedLength;
    }

    private boolean onMessage(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        if (isRefusing.getAsBoolean()) {
            return false;
        }
        final byte[] payload = new byte[length];
        buffer.getBytes(offset, payload);
        if (isEchoing && session.state() == SessionState.OPEN) {
            final boolean isSent = opCode == OpCode.TEXT
                    ? session.sendText(buffer, offset, length)
                    : session.sendBinary(buffer, offset, length);
            if (!isSent) {
                return false;
            }
        }
        messages.add(SentFrame.of(opCode, payload));
        return true;
    }
}
