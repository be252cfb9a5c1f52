package io.aggtape.feed.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Sends each request of the one port to where it belongs: an upgrade to a stream, anything else to REST, or 404. */
final class ExchangeHandler extends Handler.Abstract {
    private static final int NOT_FOUND = 404;
    private static final int BATCH_BYTES = 32 << 10;
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final RestApi rest;
    private final StreamServer streams;
    private final WebSocketMappings mappings = new WebSocketMappings();

    ExchangeHandler(final RestApi rest, final StreamServer streams) {
        this.rest = rest;
        this.streams = streams;
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            if (!rest.handle(request, response, callback)) {
                notFound(request, response, callback);
            }
            return true;
        }
        final HttpURI uri = request.getHttpURI();
        final Optional<StreamPath> path = StreamPath.parse(streams.market(), uri.getPath(), uri.getQuery());
        if (path.isEmpty() || !upgrade(path.get(), request, response, callback)) {
            notFound(request, response, callback);
        }
        return true;
    }

    private boolean upgrade(
            final StreamPath path, final Request request, final Response response, final Callback callback) {
        return mappings.upgrade(new Negotiator(streams, path), request, response, callback, null);
    }

    private static void notFound(final Request request, final Response response, final Callback callback) {
        Response.writeError(request, response, callback, NOT_FOUND);
    }

    /** Accepts every upgrade of a known path, without extensions. */
    private record Negotiator(StreamServer streams, StreamPath path) implements WebSocketNegotiator {
        @Override
        public FrameHandler negotiate(
                final ServerUpgradeRequest request, final ServerUpgradeResponse response, final Callback callback) {
            response.setExtensions(List.of());
            return new StreamConnection(streams, path);
        }

        @Override
        public void customize(final Configuration configuration) {
            configuration.setIdleTimeout(Duration.ZERO);
            configuration.setAutoFragment(false);
            configuration.setOutputBufferSize(BATCH_BYTES);
            configuration.setMaxFrameSize(MAX_FRAME_BYTES);
        }
    }
}
