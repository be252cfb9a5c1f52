package io.aggtape.feed;

import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.ws.ClientSession;
import io.aggtape.feed.ws.MessageHandler;
import io.aggtape.feed.ws.SessionConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.NanoClock;

/**
 * Moves the bytes of one line: transport to session to messages, and back. What has been read is handed on before an end
 * or a fault of the transport counts.
 */
public final class LineSocket {
    private static final String USER_AGENT = "aggtape";

    private final NanoClock clock;
    private final ReceiveBuffer received;
    private final LineCounters counters;
    private final ClientSession session;

    private Transport transport;
    private boolean isPeerDone;
    private boolean isWriteDone;
    private boolean isRefused;
    private IOException fault;
    private long lastReceiveNs;

    /**
     * Has no transport yet.
     *
     * @param receiveBufferBytes what is read at most before messages must leave, 64 KiB or more.
     * @param random gives handshake and mask keys.
     */
    public LineSocket(
            final int receiveBufferBytes,
            final NanoClock clock,
            final LineCounters counters,
            final RandomGenerator random) {
        this.clock = clock;
        this.counters = counters;
        received = new ReceiveBuffer(receiveBufferBytes);
        session = new ClientSession(SessionConfig.defaults(), random);
    }

    /** Takes a transport that has begun to connect. */
    public void open(final Transport opened) {
        transport = opened;
        received.clear();
        isPeerDone = false;
        isWriteDone = false;
        isRefused = false;
        fault = null;
    }

    /** How far the connect has come. */
    public TransportStage connect() throws IOException {
        return transport.poll();
    }

    /** Who is at the other end and how it is secured, for a person. */
    public String description() {
        return transport.description();
    }

    /** Asks for the WebSocket. */
    public void upgrade(final String authority, final String target, final long nowNs) {
        lastReceiveNs = nowNs;
        session.start(authority, target, USER_AGENT);
    }

    /** Writes what waits, reads once, hands the messages on, writes the answers; returns how many bytes moved. */
    public int pump(final MessageHandler handler) {
        int moved = write() + read();
        if (received.length() > 0) {
            final long refusalsBefore = session.refusalCount();
            final int consumed = session.onBytes(received.view(), received.start(), received.length(), handler);
            received.consumed(consumed);
            isRefused = session.refusalCount() != refusalsBefore;
            if (isRefused) {
                // While the ring is full nothing is read: the silence is ours.
                lastReceiveNs = clock.nanoTime();
            }
            moved += consumed;
        }
        moved += write();
        if (isPeerDone && !isRefused) {
            session.onEndOfStream();
        }
        return moved;
    }

    /** Whether a pump may move something, or has an end to tell. */
    boolean isDue() {
        return isRefused
                || isPeerDone
                || isWriteDone
                || transport.isReady()
                || session.outbound().hasRemaining();
    }

    /** Whether a message waits because the ring was full. */
    boolean isRefused() {
        return isRefused;
    }

    /** The fault with which the transport ended, or null. */
    IOException fault() {
        return fault;
    }

    /** When bytes last came, or the upgrade was sent. */
    long lastReceiveNs() {
        return lastReceiveNs;
    }

    /** The session over the transport of now. */
    public ClientSession session() {
        return session;
    }

    ReceiveBuffer received() {
        return received;
    }

    /** Closes the transport and forgets what was not handed on. */
    public void drop() {
        if (transport != null) {
            transport.close();
            transport = null;
        }
        received.clear();
        isRefused = false;
    }

    private int read() {
        // Once writing has failed, only a read tells that no more will come.
        final boolean isToRead = !isPeerDone && (isWriteDone || transport.isReady());
        final ByteBuffer free = isToRead ? received.writable() : null;
        if (free == null) {
            return 0;
        }
        try {
            final int length = transport.read(free);
            if (length > 0) {
                lastReceiveNs = clock.nanoTime();
                received.received(length, lastReceiveNs);
                counters.addBytes(length);
                return length;
            }
            // Once writing has failed, what the kernel holds is all that will come.
            isPeerDone = length < 0 || isWriteDone;
        } catch (final IOException e) {
            fault = fault == null ? e : fault;
            isPeerDone = true;
        }
        return 0;
    }

    private int write() {
        if (isWriteDone) {
            return 0;
        }
        try {
            final ByteBuffer outbound = session.outbound();
            final int written = outbound.hasRemaining() ? transport.write(outbound) : 0;
            transport.flush();
            return written;
        } catch (final IOException e) {
            fault = fault == null ? e : fault;
            isWriteDone = true;
            return 0;
        }
    }
}
