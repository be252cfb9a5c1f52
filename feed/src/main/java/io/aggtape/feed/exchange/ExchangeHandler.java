package io.aggtape.feed.exchange;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
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
    private final FaultBoard board;
    private final WebSocketMappings mappings = new WebSocketMappings();

    ExchangeHandler(final RestApi rest, final StreamServer streams) {
        this.rest = rest;
        this.streams = streams;
        this.board = streams.board();
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            if (!rest.handle(request, response, callback)) {
                notFound(request, response, callback);
            }
            return true;
        }
        final long ordinal = board.nextUpgrade();
        final ArmedFault fault = board.strikeOpening(FaultScope.UPGRADE, ordinal);
        if (fault == null) {
            upgrade(request, response, callback, ordinal, false);
        } else {
            strike(fault, request, response, callback, ordinal);
        }
        return true;
    }

    private void strike(
            final ArmedFault fault,
            final Request request,
            final Response response,
            final Callback callback,
            final long ordinal) {
        switch (fault.kind()) {
            case HANG_TLS -> hang(request, callback);
            case HANG_UPGRADE -> upgrade(request, response, callback, ordinal, true);
            case WRONG_ACCEPT -> upgrade(new OtherKey(request), response, callback, ordinal, false);
            default -> HttpFault.write(streams.market(), fault.fault(), streams.epochMs(), response, callback);
        }
    }

    /** Never answers, also not to the end of the connection. */
    static void hang(final Request request, final Callback callback) {
        final EndPoint endPoint =
                request.getConnectionMetaData().getConnection().getEndPoint();
        endPoint.setIdleTimeout(0);
        request.addFailureListener(callback::failed);
        FaultyEndPoint.below(endPoint).silence();
    }

    private void upgrade(
            final Request request,
            final Response response,
            final Callback callback,
            final long ordinal,
            final boolean isMute) {
        final HttpURI uri = request.getHttpURI();
        final FaultyEndPoint endPoint = FaultyEndPoint.below(
                request.getConnectionMetaData().getConnection().getEndPoint());
        final boolean isUpgraded = StreamPath.parse(streams.market(), uri.getPath(), uri.getQuery())
                .map(path -> new StreamConnection(streams, path, endPoint, ordinal, isMute))
                .map(connection -> mappings.upgrade(new Negotiator(connection), request, response, callback, null))
                .orElse(false);
        if (!isUpgraded) {
            notFound(request, response, callback);
        }
    }

    private static void notFound(final Request request, final Response response, final Callback callback) {
        Response.writeError(request, response, callback, NOT_FOUND);
    }

    /** A request with another key than the client sent, so that the answer to it is wrong. */
    private static final class OtherKey extends Request.Wrapper {
        OtherKey(final Request request) {
            super(request);
        }

        @Override
        public HttpFields getHeaders() {
            return HttpFields.build(super.getHeaders())
                    .put(HttpHeader.SEC_WEBSOCKET_KEY, "dGhlIHdyb25nIG5vbmNlLg==")
                    .asImmutable();
        }
    }

    /** Accepts every upgrade of a known path, without extensions. */
    private record Negotiator(StreamConnection connection) implements WebSocketNegotiator {
        @Override
        public FrameHandler negotiate(
                final ServerUpgradeRequest request, final ServerUpgradeResponse response, final Callback callback) {
            response.setExtensions(List.of());
            return connection;
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
