package io.aggtape.bench.peer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** OkHttp as its {@code WebSocketEcho} sample has it, with no read time-out. It offers compression, as it always does. */
final class OkHttpPeer implements Peer {
    private OkHttpClient client;
    private WebSocket webSocket;

    @Override
    public void connect(final PeerConfig config, final PeerSession session)
            throws IOException, GeneralSecurityException {
        final OkHttpClient.Builder builder = new OkHttpClient.Builder().readTimeout(0, TimeUnit.MILLISECONDS);
        if (config.isSecure()) {
            final Trust trust = Trust.in(config.authority());
            builder.sslSocketFactory(trust.context().getSocketFactory(), trust.manager());
        }
        client = builder.build();
        final Request request =
                new Request.Builder().url(config.url().toString()).build();
        webSocket = client.newWebSocket(request, new Listener(session));
    }

    @Override
    public void close() {
        if (webSocket != null) {
            webSocket.cancel();
            client.dispatcher().executorService().shutdown();
        }
    }

    /** Gives what comes to the session. */
    private static final class Listener extends WebSocketListener {
        private final PeerSession session;

        Listener(final PeerSession session) {
            this.session = session;
        }

        @Override
        public void onMessage(final WebSocket webSocket, final String text) {
            session.onText(text);
        }

        @Override
        public void onClosing(final WebSocket webSocket, final int code, final String reason) {
            session.onEnd(new IOException("closed with " + code));
        }

        @Override
        public void onFailure(final WebSocket webSocket, final Throwable fault, final Response response) {
            session.onEnd(fault);
        }
    }
}
