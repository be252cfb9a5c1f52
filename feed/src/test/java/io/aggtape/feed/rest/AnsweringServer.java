package io.aggtape.feed.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server on loopback that gives the answers it was told, one after the other, a connection each. */
final class AnsweringServer implements AutoCloseable {
    private static final String HANG = "hang:";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private volatile boolean isHungUp;

    AnsweringServer() throws IOException {
        final Thread thread = new Thread(this::serve, "answering-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void answer(final int status, final String body, final String... more) {
        final StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\nConnection: close\r\n");
        for (final String header : more) {
            head.append(header).append("\r\n");
        }
        answers.add(head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Writes this and then nothing more. */
    void hang(final String beginning) {
        answers.add(HANG + beginning);
    }

    /** The request lines without the version. */
    List<String> requests() {
        return requests;
    }

    /** All headers of all requests in small letters, one a line. */
    String headers() {
        return String.join("\n", headers);
    }

    /** Whether a client has gone while it got no answer. */
    boolean isHungUp() {
        return isHungUp;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(client);
            } catch (final IOException | InterruptedException e) {
                isHungUp = true;
            }
        }
    }

    private void serve(final Socket client) throws IOException, InterruptedException {
        final BufferedReader reader =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        final String line = reader.readLine();
        if (line == null) {
            return;
        }
        requests.add(line.replace(" HTTP/1.1", ""));
        for (String header = reader.readLine(); header != null && !header.isEmpty(); header = reader.readLine()) {
            headers.add(header.toLowerCase(Locale.ROOT));
        }
        final String answer = answers.take();
        final String text = answer.startsWith(HANG) ? answer.substring(HANG.length()) : answer;
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        if (answer.startsWith(HANG)) {
            isHungUp = reader.read() < 0;
        }
    }
}
