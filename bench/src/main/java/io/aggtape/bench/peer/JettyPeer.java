package io.aggtape.bench.peer;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's client with its defaults, and the listener that asks for the next message by itself. */
final class JettyPeer implements Peer {
    private final HttpClient http = new HttpClient();
    private WebSocketClient client;

    @Override
    public void connect(final PeerConfig config, final PeerSession session) throws Exception {
        if (config.isSecure()) {
            final SslContextFactory.Client tls = new SslContextFactory.Client();
            tls.setTrustStore(Trust.in(config.authority()).store());
            http.setSslContextFactory(tls);
        }
        client = new WebSocketClient(http);
        client.start();
        try {
            client.connect(new Listener(session), config.url()).get();
        } catch (final ExecutionException e) {
            throw new IOException("no connection to " + config.url(), e.getCause());
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }

    /** Gives what comes to the session; public, for Jetty calls it by a method handle. */
    public static final class Listener implements Session.Listener.AutoDemanding {
        private final PeerSession session;

        Listener(final PeerSession session) {
            this.session = session;
        }

        @Override
        public void onWebSocketText(final String message) {
            session.onText(message);
        }

        @Override
        public void onWebSocketClose(final int code, final String reason, final Callback callback) {
            session.onEnd(new IOException("closed with " + code));
            callback.succeed();
        }

        @Override
        public void onWebSocketError(final Throwable fault) {
            session.onEnd(fault);
        }
    }
}
