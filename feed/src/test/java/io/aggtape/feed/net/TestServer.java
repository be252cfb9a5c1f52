package io.aggtape.feed.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A blocking server of the JDK on loopback: the peer that is not ours. Serves each connection in its own thread. */
final class TestServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    private TestServer(final ServerSocket listener, final Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** A server without TLS. */
    static TestServer plain(final Script script) throws IOException {
        return plain(InetAddress.getByName("127.0.0.1"), script);
    }

    static TestServer plain(final InetAddress address, final Script script) throws IOException {
        return started(new TestServer(new ServerSocket(0, 50, address), script));
    }

    /** A server that speaks one version of TLS only. */
    static TestServer tls(final SSLContext context, final String protocol, final Script script) throws IOException {
        return tls(InetAddress.getByName("127.0.0.1"), context, protocol, script);
    }

    static TestServer tls(
            final InetAddress address, final SSLContext context, final String protocol, final Script script)
            throws IOException {
        final SSLServerSocket listener =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, address);
        listener.setEnabledProtocols(new String[] {protocol});
        return started(new TestServer(listener, script));
    }

    int port() {
        return listener.getLocalPort();
    }

    InetAddress address() {
        return listener.getInetAddress();
    }

    /** How many connections were accepted. */
    int connections() {
        return sockets.size();
    }

    /** What the scripts threw. */
    List<Throwable> faults() {
        return faults;
    }

    /** Takes no more connections and waits until the scripts of those it has taken are over. */
    void awaitScripts() throws IOException {
        listener.close();
        for (final Thread thread : threads) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (final Socket socket : sockets) {
            socket.close();
        }
        threads.forEach(Thread::interrupt);
        awaitScripts();
    }

    private static TestServer started(final TestServer server) {
        server.start(server::accept);
        return server;
    }

    private void accept() {
        while (!listener.isClosed()) {
            final Socket socket;
            try {
                socket = listener.accept();
            } catch (final IOException e) {
                return;
            }
            sockets.add(socket);
            start(() -> serve(socket));
        }
    }

    private void serve(final Socket socket) {
        try (socket) {
            script.serve(socket);
        } catch (final Exception e) {
            faults.add(e);
        }
    }

    private void start(final Runnable task) {
        final Thread thread = new Thread(task, "test-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** What the server does with one connection. */
    @FunctionalInterface
    interface Script {
        void serve(Socket socket) throws Exception;
    }
}
