package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's WebSocket and HTTP client against an exchange: independent of our own and of Jetty. */
final class WireClient implements WebSocket.Listener {
    private static final int TIMEOUT_S = 30;

    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean isReading;
    private WebSocket socket;

    private WireClient(final boolean isReading) {
        this.isReading = isReading;
    }

    /** Connects to a path such as {@code /ws/btcusdt@aggTrade} and reads. */
    static WireClient connect(final Exchange exchange, final String path) {
        return connect(exchange, path, true);
    }

    /** Connects and, unless {@code isReading}, reads nothing before {@link #read}: pings stay unanswered. */
    static WireClient connect(final Exchange exchange, final String path, final boolean isReading) {
        final WireClient client = new WireClient(isReading);
        client.socket = http(exchange)
                .newWebSocketBuilder()
                .buildAsync(URI.create(exchange.webSocketUri() + path), client)
                .join();
        return client;
    }

    static HttpClient http(final Exchange exchange) {
        final HttpClient.Builder builder = HttpClient.newBuilder();
        if (exchange.restUri().getScheme().equals("https")) {
            builder.sslContext(trusting(exchange));
        }
        return builder.build();
    }

    /** Gets a REST path with headers given as name, value, name, value. */
    static HttpResponse<String> get(final Exchange exchange, final String path, final String... headers) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(exchange.restUri() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http(exchange).send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> json(final String text) {
        try {
            return JSON.std.mapFrom(text);
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static SSLContext trusting(final Exchange exchange) {
        try (InputStream pem = Files.newInputStream(exchange.caPem())) {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            final TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (final IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a text and waits until it has left. */
    void send(final String text) {
        socket.sendText(text, true).join();
    }

    void sendPing(final String payload) {
        socket.sendPing(ByteBuffer.wrap(payload.getBytes(UTF_8))).join();
    }

    void sendPong(final String payload) {
        socket.sendPong(ByteBuffer.wrap(payload.getBytes(UTF_8))).join();
    }

    /** Sends a request and returns the next text, which must be its reply. */
    String ask(final String text) {
        send(text);
        return next();
    }

    /** The next text; fails after half a minute. */
    String next() {
        return take(texts, "text");
    }

    /** The next {@code count} texts. */
    List<String> next(final int count) {
        final List<String> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(next());
        }
        return frames;
    }

    /** The payload of the next ping. */
    String nextPing() {
        return take(pings, "ping");
    }

    /** How many texts wait to be taken. */
    int waiting() {
        return texts.size();
    }

    /** Starts to read where {@link #connect} did not. */
    void read() {
        socket.request(Long.MAX_VALUE);
    }

    /** Waits for the close frame: its code, a space and its reason. */
    String awaitClose() {
        return closed.orTimeout(TIMEOUT_S, TimeUnit.SECONDS).join();
    }

    void close() {
        socket.abort();
    }

    private static String take(final LinkedBlockingQueue<String> queue, final String what) {
        try {
            final String taken = queue.poll(TIMEOUT_S, TimeUnit.SECONDS);
            if (taken == null) {
                throw new AssertionError("no " + what + " came");
            }
            return taken;
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onOpen(final WebSocket webSocket) {
        if (isReading) {
            webSocket.request(Long.MAX_VALUE);
        }
    }

    @Override
    public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
        partial.append(data);
        if (last) {
            texts.add(partial.toString());
            partial.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(final WebSocket webSocket, final ByteBuffer message) {
        pings.add(UTF_8.decode(message).toString());
        return null;
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket webSocket, final int statusCode, final String reason) {
        closed.complete(statusCode + " " + reason);
        return null;
    }

    @Override
    public void onError(final WebSocket webSocket, final Throwable error) {
        closed.complete("error " + error.getMessage());
    }
}
