package io.aggtape.bench.peer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The JDK's own client; the listener collects the parts of a message as the documentation of {@link WebSocket} shows. */
final class JdkPeer implements Peer {
    private WebSocket webSocket;

    @Override
    public void connect(final PeerConfig config, final PeerSession session)
            throws IOException, GeneralSecurityException {
        final HttpClient.Builder builder = HttpClient.newBuilder();
        if (config.isSecure()) {
            builder.sslContext(Trust.in(config.authority()).context());
        }
        try {
            webSocket = builder.build()
                    .newWebSocketBuilder()
                    .buildAsync(config.url(), new Listener(session))
                    .join();
        } catch (final CompletionException e) {
            throw new IOException("no connection to " + config.url(), e.getCause());
        }
    }

    @Override
    public void close() {
        if (webSocket != null) {
            webSocket.abort();
        }
    }

    /** Gives what comes to the session. */
    private static final class Listener implements WebSocket.Listener {
        private final PeerSession session;
        private final StringBuilder parts = new StringBuilder();

        Listener(final PeerSession session) {
            this.session = session;
        }

        @Override
        public void onOpen(final WebSocket socket) {
            // Once for all: a request a message, as the documentation shows, was never faster here.
            socket.request(Long.MAX_VALUE);
        }

        @Override
        public CompletionStage<?> onText(final WebSocket socket, final CharSequence data, final boolean isLast) {
            if (isLast && parts.length() == 0) {
                session.onText(data.toString());
                return null;
            }
            parts.append(data);
            if (isLast) {
                session.onText(parts.toString());
                parts.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(final WebSocket socket, final int code, final String reason) {
            session.onEnd(new IOException("closed with " + code));
            return null;
        }

        @Override
        public void onError(final WebSocket socket, final Throwable fault) {
            session.onEnd(fault);
        }
    }
}
