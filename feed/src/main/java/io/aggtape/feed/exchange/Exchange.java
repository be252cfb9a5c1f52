package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance on loopback: WebSocket streams and REST on one port. Trades are played by one thread, {@code exchange}, which
 * also watches the connections; Jetty's threads read from clients. All methods may be called from any thread.
 */
public final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int GOING_AWAY = 1001;
    private static final long MAX_PARK_NS = 200_000;

    private final ExchangeConfig config;
    private final FaultBoard board;
    private final LoadedProgram program;
    private final Map<String, Track> tracks;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Player player;
    private final StreamServer streams;
    private final ExchangeServer server;
    private final AgentRunner runner;

    /**
     * Reads the files and makes the certificate; nothing listens before {@link #start}.
     *
     * @throws IllegalArgumentException for files that are no trades; the message names file and line.
     * @throws UncheckedIOException where a file cannot be read or the CA's file not be written.
     */
    public Exchange(final ExchangeConfig config) {
        this(config, SystemNanoClock.INSTANCE, SystemEpochNanoClock.INSTANCE);
    }

    Exchange(final ExchangeConfig config, final NanoClock clock, final EpochNanoClock epochClock) {
        this.config = config;
        this.board = new FaultBoard(config.faults(), clock);
        final Market market = config.market();
        program = LoadedProgram.of(config, board, clock, epochClock);
        player = program.player();
        tracks = program.tracks();
        final Map<String, Track> byStream = new HashMap<>();
        tracks.forEach((symbol, track) -> byStream.put(AggTradeEncoder.streamName(symbol), track));
        streams = new StreamServer(market, config.limits(), byStream, player, board, clock, epochClock);
        final RestApi rest = new RestApi(market, tracks, config.limits().weightPerMinute(), board, epochClock);
        server = new ExchangeServer(config, board, new ExchangeHandler(rest, streams));
        runner = new AgentRunner(
                new BackoffIdleStrategy(10, 10, 1_000, MAX_PARK_NS), this::onFault, null, new Duty(this));
    }

    /**
     * Listens and plays.
     *
     * @throws IOException where the port is taken.
     */
    public void start() throws IOException {
        board.start();
        server.start();
        AgentRunner.startOnThread(runner, runnable -> {
            final Thread thread = new Thread(runnable, "exchange");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Where the streams are: scheme, host and port; paths such as {@code /ws} or {@code /market/ws} follow. */
    public URI webSocketUri() {
        return server.uri(config.tls() ? "wss" : "ws");
    }

    /** Where REST is: scheme, host and port; paths such as {@code /api/v3/aggTrades} follow. */
    public URI restUri() {
        return server.uri(config.tls() ? "https" : "http");
    }

    /**
     * The certificate authority to trust, a PEM file that {@link #close} deletes.
     *
     * @throws IllegalStateException without TLS.
     */
    public Path caPem() {
        return server.caPem();
    }

    /** The symbols that can be subscribed to. */
    public Set<String> symbols() {
        return Set.copyOf(tracks.keySet());
    }

    /**
     * How many trades of a symbol were sent to at least one subscriber.
     *
     * @throws IllegalArgumentException for a symbol that is not on the exchange.
     */
    public long servedCount(final String symbol) {
        return track(symbol).served();
    }

    /** How many trades of all symbols were sent to at least one subscriber. */
    public long servedCount() {
        return tracks.values().stream().mapToLong(Track::served).sum();
    }

    /** The symbols to which nobody is subscribed now. */
    public Set<String> unheardSymbols() {
        return tracks.values().stream()
                .filter(track -> track.subscribers().length == 0)
                .map(Track::symbol)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many WebSocket connections are open. */
    public int connectionCount() {
        return streams.connections().size();
    }

    /**
     * Completes when no trade will follow (every file was played to its end, or {@link #stopPlayback} was called) and what
     * was sent has left for the network; exceptionally, when the exchange's thread has died of a fault. What depends on it must not block.
     */
    public CompletableFuture<Void> done() {
        return done;
    }

    /** Sends no more trades until {@link #resumePlayback}; when it returns, the counts stand still. */
    public void pausePlayback() {
        player.pause();
    }

    /** Goes on after {@link #pausePlayback}. */
    public void resumePlayback() {
        player.resume();
    }

    /** Sends no more trades for ever, so that clients can drain; connections stay open and REST answers. */
    public void stopPlayback() {
        player.stop();
    }

    /** Sends every connection a {@code serverShutdown} event, raw or combined as it is. */
    public void announceShutdown() {
        streams.connections().forEach(StreamConnection::announceShutdown);
    }

    /** Closes every connection with a close frame. */
    public void closeConnections(final int code, final String reason) {
        streams.connections().forEach(connection -> connection.close(code, reason));
    }

    /** Cuts every connection without a close frame. */
    public void abortConnections() {
        streams.connections().forEach(StreamConnection::abort);
    }

    /**
     * Begins a fault now, such as {@code mute symbol=BTCUSDT for=5s}; its times count from now, and an event without
     * {@code every} strikes the connections that are open.
     *
     * @throws IllegalArgumentException for one that makes no sense or must be known at the start; the message says why.
     */
    public void inject(final String fault) {
        board.inject(Faults.parseLater(fault));
    }

    /**
     * Ends all faults, those that a script has still to begin too, but for {@code absent} and {@code certificate}. What is
     * done stays done: a silent connection stays silent.
     */
    public void clearFaults() {
        board.clear();
    }

    /**
     * What a symbol's tape must hold: its trades from the first to the last that was sent to anybody, with those in
     * between that faults or the lack of subscribers kept from the stream, without those that are absent. Of generated
     * trades only the newest 200,000 are kept.
     *
     * @throws IllegalArgumentException for a symbol that is not on the exchange.
     */
    public Iterator<ServedTrade> truth(final String symbol) {
        final Track track = track(symbol);
        final long last = track.lastServed();
        return new Truth(track, track.firstServed(), last + 1);
    }

    /**
     * Writes all trades of a symbol that were played and are kept, sent or not, as an archive file.
     *
     * @throws IllegalArgumentException for a symbol that is not on the exchange.
     * @throws IOException where the file cannot be written.
     */
    public void writePlayed(final String symbol, final Path file) throws IOException {
        final Track track = track(symbol);
        final long end;
        synchronized (track.store()) {
            end = track.store().end();
        }
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            final String header = ServedTrade.header(config.market());
            writer.write(header.isEmpty() ? "" : header + '\n');
            for (final Truth truth = new Truth(track, 0, end); truth.hasNext(); ) {
                writer.write(truth.next().archiveLine(config.market()) + '\n');
            }
        }
    }

    /** How often each kind of fault has struck, by name; only those that have. */
    public Map<String, Long> faultCounts() {
        return board.counts();
    }

    /** Stops playback, closes connections and the port, deletes the CA's file. */
    @Override
    public void close() {
        runner.close(
                AgentRunner.RETRY_CLOSE_TIMEOUT_MS,
                thread -> LOG.warn("thread {} has not ended as it was asked to; it is interrupted", thread.getName()));
        closeConnections(GOING_AWAY, null);
        server.stop();
        program.resources().run();
        done.cancel(false);
    }

    private Track track(final String symbol) {
        final Track track = tracks.get(symbol);
        if (track == null) {
            throw new IllegalArgumentException("no " + symbol + " on this exchange: " + tracks.keySet());
        }
        return track;
    }

    private void onFault(final Throwable fault) {
        LOG.error("the exchange has died", fault);
        done.completeExceptionally(fault);
        abortConnections();
    }

    /** What the exchange's thread does in turn. */
    private record Duty(Exchange exchange) implements Agent {
        @Override
        public int doWork() {
            try {
                final int workCount = exchange.player.doWork() + exchange.streams.doWork();
                if (workCount == 0 && exchange.player.hasNoMore() && exchange.streams.isDrained()) {
                    exchange.done.complete(null);
                }
                return workCount;
            } catch (final RuntimeException e) {
                throw new AgentTerminationException(e);
            }
        }

        @Override
        public void onClose() {
            exchange.player.onClose();
        }

        @Override
        public String roleName() {
            return "exchange";
        }
    }
}
