package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** All connections of the exchange, and the agent that supervises them. */
final class StreamServer implements Agent {
    private static final long SUPERVISE_INTERVAL_NS = 5_000_000;

    private final Market market;
    private final Limits limits;
    private final FaultBoard board;
    private final Map<String, Track> tracksByStream;
    private final Player player;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private long supervisedNs;

    StreamServer(
            final Market market,
            final Limits limits,
            final Map<String, Track> tracksByStream,
            final Player player,
            final FaultBoard board,
            final NanoClock clock,
            final EpochNanoClock epochClock) {
        this.market = market;
        this.limits = limits;
        this.board = board;
        this.tracksByStream = Map.copyOf(tracksByStream);
        this.player = player;
        this.clock = clock;
        this.epochClock = epochClock;
        this.supervisedNs = clock.nanoTime();
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        if (nowNs - supervisedNs < SUPERVISE_INTERVAL_NS) {
            return 0;
        }
        supervisedNs = nowNs;
        for (final StreamConnection connection : connections) {
            connection.supervise(nowNs);
        }
        return 0;
    }

    @Override
    public String roleName() {
        return "exchange-streams";
    }

    Market market() {
        return market;
    }

    Limits limits() {
        return limits;
    }

    FaultBoard board() {
        return board;
    }

    /** The tracks that a connection of this path can subscribe to, by stream name. */
    Map<String, Track> tracks(final StreamPath path) {
        return path.carriesTrades() ? tracksByStream : Map.of();
    }

    long nowNs() {
        return clock.nanoTime();
    }

    long epochMs() {
        return epochClock.nanoTime() / 1_000_000;
    }

    void onOpen(final StreamConnection connection) {
        connections.add(connection);
    }

    /** A connection hears some more symbols from now on. */
    void onSubscribed(final Subscriber subscriber, final List<Track> tracks) {
        if (!tracks.isEmpty()) {
            player.onSubscribed(subscriber, tracks);
        }
    }

    void onClosed(final StreamConnection connection) {
        connections.remove(connection);
    }

    /** The connections that are open now; safe to read while they change. */
    List<StreamConnection> connections() {
        return List.copyOf(connections);
    }

    /** Whether everything sent has left. */
    boolean isDrained() {
        for (final StreamConnection connection : connections) {
            if (connection.inFlightBytes() > 0) {
                return false;
            }
        }
        return true;
    }
}
