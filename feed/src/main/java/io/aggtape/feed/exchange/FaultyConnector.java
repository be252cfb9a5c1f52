package io.aggtape.feed.exchange;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Accepts TCP connections on which faults can lie. */
final class FaultyConnector extends ServerConnector {
    private static final long REAP_INTERVAL_MS = 250;

    private final FaultBoard board;

    FaultyConnector(final Server server, final FaultBoard board, final ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.board = board;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        reapLater();
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            final SocketChannel channel, final ManagedSelector selector, final SelectionKey key) {
        final FaultyEndPoint endPoint = new FaultyEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        if (board.strikeOpening(FaultScope.ACCEPT, board.nextAccept()) != null) {
            endPoint.silence();
        }
        return endPoint;
    }

    /** Silent connections read nothing, so nobody else notices that their clients have left. */
    private void reapLater() {
        getScheduler()
                .schedule(
                        () -> {
                            reap();
                            if (isRunning()) {
                                reapLater();
                            }
                        },
                        REAP_INTERVAL_MS,
                        TimeUnit.MILLISECONDS);
    }

    private void reap() {
        for (final EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof FaultyEndPoint faulty && faulty.isSilent()) {
                faulty.reap();
            }
        }
    }
}
