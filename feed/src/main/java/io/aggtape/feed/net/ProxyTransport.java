package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A tunnel through an HTTP proxy: asks with CONNECT, and then is the stream to the endpoint itself. */
final class ProxyTransport implements Transport {
    private static final int MAX_REPLY_BYTES = 16 * 1024;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final Transport lower;
    private final ProxyConfig proxy;
    private final Endpoint endpoint;
    private final ByteBuffer request;
    /** While the reply comes in: from 0 to position. Afterwards, from position to limit: what came behind the reply. */
    private final ByteBuffer reply = ByteBuffer.allocate(MAX_REPLY_BYTES);

    private TransportStage stage = TransportStage.CONNECTING;

    ProxyTransport(final Transport lower, final ProxyConfig proxy, final Endpoint endpoint) {
        this.lower = lower;
        this.proxy = proxy;
        this.endpoint = endpoint;
        this.request = ByteBuffer.wrap(request(proxy, endpoint).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public TransportStage poll() throws IOException {
        if (stage == TransportStage.CONNECTING && lower.poll() == TransportStage.OPEN) {
            stage = TransportStage.PROXYING;
        }
        if (stage == TransportStage.PROXYING) {
            try {
                ask();
            } catch (final TransportException e) {
                throw e.during(stage);
            }
        }
        return stage;
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        if (stage != TransportStage.OPEN || !reply.hasRemaining()) {
            return stage == TransportStage.PROXYING ? 0 : lower.read(destination);
        }
        final int limit = reply.limit();
        final int count = Math.min(reply.remaining(), destination.remaining());
        reply.limit(reply.position() + count);
        destination.put(reply);
        reply.limit(limit);
        return count;
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        return stage == TransportStage.PROXYING ? 0 : lower.write(source);
    }

    @Override
    public boolean flush() throws IOException {
        return lower.flush();
    }

    @Override
    public boolean isReady() {
        return stage != TransportStage.OPEN || reply.hasRemaining() || lower.isReady();
    }

    @Override
    public void watchBy(final SelectedReads reads) {
        lower.watchBy(reads);
    }

    @Override
    public String description() {
        return endpoint.hostAndPort() + " through proxy " + lower.description();
    }

    @Override
    public long bytesRead() {
        return lower.bytesRead();
    }

    @Override
    public long bytesWritten() {
        return lower.bytesWritten();
    }

    @Override
    public void close() {
        stage = TransportStage.CLOSED;
        lower.close();
    }

    private void ask() throws IOException {
        if (request.hasRemaining()) {
            lower.write(request);
        }
        while (stage == TransportStage.PROXYING) {
            final int searchFrom = Math.max(0, reply.position() - 3);
            final int count = lower.read(reply);
            if (count < 0) {
                throw fault("it closed the connection before it had answered");
            }
            final int headBytes = headBytes(searchFrom);
            if (headBytes > 0) {
                judge(headBytes);
            } else if (!reply.hasRemaining()) {
                throw fault("its answer has no end within " + MAX_REPLY_BYTES + " bytes");
            } else if (count == 0) {
                return;
            }
        }
    }

    private void judge(final int headBytes) throws TransportException {
        final ProxyReply answer;
        try {
            answer = ProxyReply.parse(new String(reply.array(), 0, headBytes, StandardCharsets.ISO_8859_1));
        } catch (final IllegalArgumentException e) {
            throw fault(e.getMessage());
        }
        if (!answer.isSuccess()) {
            throw fault("it answered " + answer.status() + " " + answer.reason() + wayOut(answer.status()));
        }
        reply.flip().position(headBytes);
        stage = TransportStage.OPEN;
    }

    private String wayOut(final int status) {
        if (status != PROXY_AUTHENTICATION_REQUIRED) {
            return "";
        }
        return proxy.user().isEmpty()
                ? "; it wants a login: http://user:password@" + proxy.hostAndPort()
                : "; it does not accept this user and password";
    }

    /** The size of the head with its empty line, or 0 while that has not come. */
    private int headBytes(final int from) {
        final int end = reply.position();
        for (int i = from; i + 3 < end; i++) {
            if (reply.get(i) == '\r'
                    && reply.get(i + 1) == '\n'
                    && reply.get(i + 2) == '\r'
                    && reply.get(i + 3) == '\n') {
                return i + 4;
            }
        }
        return 0;
    }

    private TransportException fault(final String what) {
        return new TransportException(
                TransportStage.PROXYING,
                "the proxy " + proxy.hostAndPort() + " gave no tunnel to " + endpoint.hostAndPort() + ": " + what);
    }

    private static String request(final ProxyConfig proxy, final Endpoint endpoint) {
        final String target = endpoint.hostAndPort();
        final String authorization = proxy.authorization();
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n"
                + (authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n")
                + "\r\n";
    }
}
