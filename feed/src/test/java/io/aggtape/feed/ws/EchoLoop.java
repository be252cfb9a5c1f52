package io.aggtape.feed.ws;

import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** Runs a session over a transport, one connection after another, on the calling thread. */
final class EchoLoop {
    private static final long SILENCE_LIMIT_NS = 60_000_000_000L;
    private static final long FAREWELL_LIMIT_NS = 2_000_000_000L;

    private final ClientSession session;
    private final NanoClock clock;
    private final ByteBuffer received;
    private final UnsafeBuffer receivedBuffer;
    private final IdleStrategy idle = new BackoffIdleStrategy();

    private boolean isStreamEnded;

    EchoLoop(final ClientSession session, final int receiveBytes, final NanoClock clock) {
        this.session = session;
        this.clock = clock;
        received = ByteBuffer.allocateDirect(receiveBytes);
        receivedBuffer = new UnsafeBuffer(received);
    }

    /**
     * Returns when the session is closed and the server has ended the stream, or does not within 2 s.
     *
     * @throws IOException where the transport broke, or nothing happened for 60 s.
     */
    void run(final Transport transport, final UpgradeRequest request, final MessageHandler handler) throws IOException {
        session.start(request);
        received.clear();
        isStreamEnded = false;
        long lastWorkNs = clock.nanoTime();
        while (!(isStreamEnded && session.state() == SessionState.CLOSED)) {
            final int workCount = transport.poll() == TransportStage.OPEN ? turn(transport, handler) : 0;
            final long nowNs = clock.nanoTime();
            if (workCount > 0) {
                lastWorkNs = nowNs;
            } else if (isOver() && nowNs - lastWorkNs > FAREWELL_LIMIT_NS) {
                return;
            } else if (nowNs - lastWorkNs > SILENCE_LIMIT_NS) {
                throw new IOException("nothing happened for a minute");
            }
            idle.idle(workCount);
        }
    }

    private int turn(final Transport transport, final MessageHandler handler) throws IOException {
        final int read = isStreamEnded ? 0 : transport.read(received);
        isStreamEnded |= read < 0;
        final int consumed = session.onBytes(receivedBuffer, 0, received.position(), handler);
        received.flip().position(consumed);
        received.compact();
        final ByteBuffer outbound = session.outbound();
        final int written = outbound.hasRemaining() ? transport.write(outbound) : 0;
        final boolean isFlushed = transport.flush();
        if (isStreamEnded && consumed == 0 && isFlushed && !outbound.hasRemaining()) {
            session.onEndOfStream();
        }
        return Math.max(0, read) + consumed + written;
    }

    // Closed, or failed with our close frame on its way: it is the server's turn to end the stream.
    private boolean isOver() {
        return session.state() == SessionState.CLOSED || session.fault() != SessionFault.NONE;
    }
}
