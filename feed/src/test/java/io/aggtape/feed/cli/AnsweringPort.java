package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port on loopback that answers whatever begins with the same bytes, or with silence, and keeps connections open. */
final class AnsweringPort implements AutoCloseable {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final byte[] answer;

    private AnsweringPort(final ServerSocket server, final byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    /** Listens from now on. */
    static AnsweringPort with(final String answer) throws IOException {
        final AnsweringPort port = new AnsweringPort(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer.getBytes(StandardCharsets.US_ASCII));
        final Thread thread = new Thread(port::serve, "answering-port");
        thread.setDaemon(true);
        thread.start();
        return port;
    }

    int number() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (!server.isClosed()) {
                final Socket socket = server.accept();
                sockets.add(socket);
                if (socket.getInputStream().read() >= 0 && answer.length > 0) {
                    socket.getOutputStream().write(answer);
                }
            }
        } catch (final IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (final Socket socket : sockets) {
            socket.close();
        }
    }
}
