package io.aggtape.feed.exchange;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * One TCP connection below TLS and HTTP, with the faults that live there: silence, a reset in the middle of a write, and
 * writes of a few bytes. Without a fault it is Jetty's own. Thread-safe.
 */
final class FaultyEndPoint extends SocketChannelEndPoint {
    private static final int LEFT_OUT_BYTES = 3;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final ByteBuffer discarded = ByteBuffer.allocate(4_096);
    private volatile boolean isSilent;
    private volatile boolean isToReset;
    private volatile int bytesAWrite = UNLIMITED;

    FaultyEndPoint(
            final SocketChannel channel,
            final ManagedSelector selector,
            final SelectionKey key,
            final Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** The TCP connection below whatever lies on it. */
    static FaultyEndPoint below(final EndPoint endPoint) {
        EndPoint below = endPoint;
        while (below instanceof EndPoint.Wrapper wrapper) {
            below = wrapper.unwrap();
        }
        return (FaultyEndPoint) below;
    }

    /** Goes silent for ever: what comes is not read, what is written never leaves, and no FIN follows. */
    void silence() {
        isSilent = true;
        setIdleTimeout(0);
    }

    boolean isSilent() {
        return isSilent;
    }

    /** Cuts the next write short and resets the connection there. */
    void resetInNextWrite() {
        isToReset = true;
    }

    /** Bounds each write from now on; {@link Integer#MAX_VALUE} for no bound. */
    void limitWrites(final int bytes) {
        bytesAWrite = bytes;
    }

    /** Closes a silent connection that its client has given up; one thread only. */
    void reap() {
        try {
            int length;
            do {
                discarded.clear();
                length = getChannel().read(discarded);
            } while (length > 0);
            if (length < 0) {
                close();
            }
        } catch (final IOException e) {
            close(e);
        }
    }

    @Override
    public int fill(final ByteBuffer buffer) throws IOException {
        return isSilent ? 0 : super.fill(buffer);
    }

    @Override
    public void fillInterested(final Callback callback) {
        if (!isSilent) {
            super.fillInterested(callback);
        }
    }

    @Override
    public boolean tryFillInterested(final Callback callback) {
        return isSilent || super.tryFillInterested(callback);
    }

    @Override
    public boolean flush(final ByteBuffer... buffers) throws IOException {
        if (isSilent) {
            for (final ByteBuffer buffer : buffers) {
                buffer.position(buffer.limit());
            }
            return true;
        }
        if (isToReset) {
            reset(buffers);
        }
        final int bound = bytesAWrite;
        return bound == UNLIMITED ? super.flush(buffers) : dribble(buffers, bound);
    }

    private boolean dribble(final ByteBuffer[] buffers, final int bound) throws IOException {
        for (final ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                final ByteBuffer few = buffer.slice(buffer.position(), Math.min(bound, buffer.remaining()));
                super.flush(few);
                buffer.position(buffer.position() + few.position());
                if (few.hasRemaining()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void reset(final ByteBuffer[] buffers) throws IOException {
        int length = 0;
        for (final ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        if (length <= LEFT_OUT_BYTES) {
            return;
        }
        final ByteBuffer start = ByteBuffer.allocate(length);
        for (final ByteBuffer buffer : buffers) {
            start.put(buffer.duplicate());
        }
        start.flip().limit(length - LEFT_OUT_BYTES);
        super.flush(start);
        getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
        throw new EofException("reset by a fault");
    }
}
