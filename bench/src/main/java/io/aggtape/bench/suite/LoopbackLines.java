package io.aggtape.bench.suite;

import io.aggtape.feed.net.SocketOptions;
import io.aggtape.feed.net.TcpTransport;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.feed.ws.FrameDecoder;
import io.aggtape.feed.ws.FrameHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Connections over loopback that carry WebSocket frames behind the handshake: our transports and frame decoders on one end,
 * plain channels on the other. Each end is owned by one thread.
 */
final class LoopbackLines implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long MAX_MESSAGE_BYTES = 64 * 1024;

    private final List<Line> lines = new ArrayList<>();
    private final List<SocketChannel> servers = new ArrayList<>();

    LoopbackLines(final int count) throws IOException {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel acceptor = ServerSocketChannel.open()) {
            acceptor.bind(new InetSocketAddress(loopback, 0));
            final int port = ((InetSocketAddress) acceptor.getLocalAddress()).getPort();
            for (int i = 0; i < count; i++) {
                final TcpTransport transport = TcpTransport.connect("localhost", loopback, port, SocketOptions.DEFAULT);
                final SocketChannel server = acceptor.accept();
                server.configureBlocking(false);
                while (transport.poll() != TransportStage.OPEN) {
                    Thread.onSpinWait();
                }
                lines.add(new Line(transport));
                servers.add(server);
            }
        }
    }

    int size() {
        return lines.size();
    }

    /** Writes what fits to one of them; the server's end. */
    int write(final int line, final ByteBuffer bytes) throws IOException {
        return servers.get(line).write(bytes);
    }

    /** Reads once from each of them and hands the frames on; returns how many bytes there were. */
    int poll(final FrameHandler handler) throws IOException {
        int bytes = 0;
        for (int i = 0; i < lines.size(); i++) {
            bytes += lines.get(i).poll(handler);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        for (final Line line : lines) {
            line.transport.close();
        }
        for (final SocketChannel server : servers) {
            server.close();
        }
    }

    /** Our end of one. */
    private static final class Line {
        private final TcpTransport transport;
        private final FrameDecoder decoder = new FrameDecoder(MAX_MESSAGE_BYTES);
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

        private Line(final TcpTransport transport) {
            this.transport = transport;
        }

        private int poll(final FrameHandler handler) throws IOException {
            final int read = transport.read(bytes);
            if (read > 0) {
                final int done = decoder.decode(buffer, 0, bytes.position(), handler);
                bytes.flip().position(done);
                bytes.compact();
            }
            return read;
        }
    }
}
