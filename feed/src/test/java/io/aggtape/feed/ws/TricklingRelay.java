package io.aggtape.feed.ws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.agrona.CloseHelper;

/** A TCP relay on loopback that passes the server's bytes on in pieces of its own choice, each as a packet. */
final class TricklingRelay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int targetPort;
    private final IntSupplier pieceLength;

    TricklingRelay(final int targetPort, final IntSupplier pieceLength) throws IOException {
        this.targetPort = targetPort;
        this.pieceLength = pieceLength;
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                final Socket client = listener.accept();
                final Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                client.setTcpNoDelay(true);
                final AtomicInteger openWays = new AtomicInteger(2);
                threads.execute(() -> relay(server, client, pieceLength, openWays));
                threads.execute(() -> relay(client, server, () -> Integer.MAX_VALUE, openWays));
            } catch (final IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    // Each way ends by itself, as a half-closed stream does; a broken one ends both.
    private static void relay(
            final Socket from, final Socket to, final IntSupplier lengths, final AtomicInteger openWays) {
        boolean isBroken = false;
        try {
            pass(from.getInputStream(), to.getOutputStream(), lengths);
            to.shutdownOutput();
        } catch (final IOException e) {
            isBroken = true;
        }
        if (openWays.decrementAndGet() == 0 || isBroken) {
            CloseHelper.quietCloseAll(from, to);
        }
    }

    private static void pass(final InputStream in, final OutputStream out, final IntSupplier lengths)
            throws IOException {
        final byte[] bytes = new byte[64 << 10];
        int length = in.read(bytes);
        while (length >= 0) {
            int at = 0;
            while (at < length) {
                final int piece = Math.min(length - at, lengths.getAsInt());
                out.write(bytes, at, piece);
                at += piece;
            }
            length = in.read(bytes);
        }
    }
}
