package io.aggtape.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket with {@code TCP_NODELAY}, which its documentation advises, and its defaults. */
final class JavaWebSocketPeer implements Peer {
    private Client client;

    @Override
    public void connect(final PeerConfig config, final PeerSession session)
            throws IOException, GeneralSecurityException, InterruptedException {
        client = new Client(config.url(), session);
        client.setTcpNoDelay(true);
        if (config.isSecure()) {
            client.setSocketFactory(Trust.in(config.authority()).context().getSocketFactory());
        }
        if (!client.connectBlocking()) {
            throw new IOException("no connection to " + config.url());
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    /** Gives what comes to the session. */
    private static final class Client extends WebSocketClient {
        private final PeerSession session;

        Client(final URI url, final PeerSession session) {
            super(url);
            this.session = session;
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {}

        @Override
        public void onMessage(final String message) {
            session.onText(message);
        }

        @Override
        public void onClose(final int code, final String reason, final boolean isRemote) {
            session.onEnd(new IOException("closed with " + code + ' ' + reason));
        }

        @Override
        public void onError(final Exception fault) {
            session.onEnd(fault);
        }
    }
}
