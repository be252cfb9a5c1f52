package io.aggtape.feed.doctor;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port on 127.0.0.1 that serves each connection by a script, on a thread of its own, and leaves connections open. */
final class ScriptedPort implements Closeable {
    /** What is done with one connection; a fault ends it. */
    @FunctionalInterface
    interface Script {
        void serve(Socket socket) throws IOException;
    }

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    private ScriptedPort(final ServerSocket server) {
        this.server = server;
    }

    /** Serves by this script from now on. */
    static ScriptedPort of(final Script script) throws IOException {
        final ScriptedPort port = new ScriptedPort(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
        start(() -> {
            while (true) {
                final Socket socket = port.server.accept();
                port.sockets.add(socket);
                start(() -> script.serve(socket));
            }
        });
        return port;
    }

    /** Answers whatever begins with the same text. */
    static ScriptedPort answering(final String text) throws IOException {
        return of(socket -> {
            if (socket.getInputStream().read() >= 0) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** Reads whatever comes and is silent. */
    static ScriptedPort silent() throws IOException {
        return of(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** A proxy that gives a tunnel to whatever it is asked for. */
    static ScriptedPort proxy() throws IOException {
        return of(socket -> {
            final String target = head(socket.getInputStream()).split(" ")[1];
            final int colon = target.lastIndexOf(':');
            try (Socket onward =
                    new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                start(() -> onward.getInputStream().transferTo(socket.getOutputStream()));
                socket.getInputStream().transferTo(onward.getOutputStream());
            }
        });
    }

    /** A request's head, up to its empty line. */
    static String head(final InputStream in) throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            final int octet = in.read();
            if (octet < 0) {
                throw new IOException("the request has no end: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    int number() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (final Socket socket : sockets) {
            socket.close();
        }
    }

    private static void start(final Work work) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (final IOException e) {
                        // The peer or the test has closed: nobody is left to serve.
                        return;
                    }
                },
                "scripted-port");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a thread of this does. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
