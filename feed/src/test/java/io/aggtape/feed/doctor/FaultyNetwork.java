package io.aggtape.feed.doctor;

import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.feed.net.Resolver;
import io.aggtape.journal.Market;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A network with at most one thing wrong, and the doctor who is sent into it. */
final class FaultyNetwork implements Closeable {
    static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    private static final long IDS_MS = 6_000;

    private final List<Closeable> open = new ArrayList<>();

    private Market market = Market.SPOT;
    private List<String> symbols = SYMBOLS;
    private List<String> program = List.of();
    private Exchange first;
    private URI endpoint;
    private URI rest;
    private URI proxy;
    private Path ca;
    private Resolver.Lookup lookup = InetAddress::getAllByName;
    private String actionBefore = "";
    private Runnable action = () -> {};
    private long connectTimeoutMs = 10_000;
    private long tradeTimeoutMs = 10_000;
    private long restTimeoutMs = 10_000;
    private long lookMs = 5_000;
    private double weightShare = 1;
    private int rate = 500;
    private int seed = 1;

    /** An exchange with these faults, for streams and REST. */
    FaultyNetwork exchangeWith(final String... faults) throws IOException {
        return exchangeWith(true, faults);
    }

    /** The same with or without TLS. */
    FaultyNetwork exchangeWith(final boolean isSecure, final String... faults) throws IOException {
        final Exchange exchange = start(isSecure, faults);
        endpoint = exchange.webSocketUri();
        rest = exchange.restUri();
        ca = isSecure ? exchange.caPem() : null;
        return this;
    }

    /** An exchange with these faults for streams, and a sound one for REST. */
    FaultyNetwork streams(final String... faults) throws IOException {
        return apart(start(true, faults), start(true));
    }

    /** A sound exchange for streams, and one with these faults for REST. */
    FaultyNetwork restOf(final String... faults) throws IOException {
        return apart(start(true), start(true, faults));
    }

    /** An exchange for streams, and for REST one whose trades are others. */
    FaultyNetwork restOfAnotherExchange(final Callable<?> visit) throws Exception {
        final Exchange forRest = start(true);
        apart(forRest, forRest);
        // It begins to play when somebody comes.
        visit.call();
        seed++;
        return apart(start(true), forRest);
    }

    /** Something else than an exchange for streams. */
    FaultyNetwork streamsAt(final String url) throws IOException {
        if (rest == null) {
            exchangeWith();
        }
        endpoint = URI.create(url);
        return this;
    }

    FaultyNetwork streamsAt(final String scheme, final ScriptedPort port) throws IOException {
        open.add(port);
        return streamsAt(scheme + "://127.0.0.1:" + port.number());
    }

    FaultyNetwork restAt(final String url) {
        rest = url.isEmpty() ? null : URI.create(url);
        return this;
    }

    FaultyNetwork route(final String path) {
        endpoint = URI.create(endpoint + path);
        return this;
    }

    FaultyNetwork through(final ScriptedPort port) {
        open.add(port);
        proxy = URI.create("http://127.0.0.1:" + port.number());
        return this;
    }

    FaultyNetwork market(final Market newMarket, final String... newSymbols) {
        market = newMarket;
        symbols = List.of(newSymbols);
        return this;
    }

    FaultyNetwork ca(final Path file) {
        ca = file;
        return this;
    }

    FaultyNetwork lookup(final Resolver.Lookup newLookup) {
        lookup = newLookup;
        return this;
    }

    /** The exchange begins with this fault just before this test. */
    FaultyNetwork before(final String test, final String fault) {
        // Trades that wait in the kernel are as good as any: none may come behind them.
        return before(test, () -> {
            first.pausePlayback();
            first.inject(fault);
        });
    }

    /** This is done just before this test. */
    FaultyNetwork before(final String test, final Runnable newAction) {
        actionBefore = test;
        action = newAction;
        return this;
    }

    /** Names are looked up for ever. */
    FaultyNetwork lookupHangs() {
        final CountDownLatch end = new CountDownLatch(1);
        open.add(end::countDown);
        return lookup(host -> {
            try {
                end.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        });
    }

    /** What the exchanges play that are started from now on. */
    FaultyNetwork plays(final List<String> played) {
        program = played;
        return this;
    }

    FaultyNetwork weightShare(final double share) {
        weightShare = share;
        return this;
    }

    /** How long silence may last before REST is asked whether a symbol exists, milliseconds. */
    FaultyNetwork look(final long ms) {
        lookMs = ms;
        return this;
    }

    /** How many trades a second of all symbols the exchanges play that are started from now on. */
    FaultyNetwork rate(final int tradesPerSecond) {
        rate = tradesPerSecond;
        return this;
    }

    FaultyNetwork timeouts(final long connectMs, final long tradeMs, final long restMs) {
        connectTimeoutMs = connectMs;
        tradeTimeoutMs = tradeMs;
        restTimeoutMs = restMs;
        return this;
    }

    /** A port whose queue is full: Linux lets further SYNs wait for an answer. */
    int deafPort() throws IOException {
        final ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        open.add(deaf);
        try {
            for (int i = 0; i < 4; i++) {
                final Socket waiting = new Socket();
                open.add(waiting);
                waiting.connect(new InetSocketAddress("127.0.0.1", deaf.getLocalPort()), 200);
            }
        } catch (final SocketTimeoutException e) {
            return deaf.getLocalPort();
        }
        throw new SocketException("its queue takes four");
    }

    /** A port where nothing listens. */
    static int deadPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return closed.getLocalPort();
        }
    }

    /** The tests, not begun. */
    List<Check> checks() {
        final CheckLimits limits = new CheckLimits(tradeTimeoutMs, lookMs, 2_000, restTimeoutMs, IDS_MS);
        final NetworkConfig network = new NetworkConfig(endpoint, rest, ca, proxy, Map.of(), connectTimeoutMs);
        return NetworkChecks.of(
                new NetworkCheckConfig(market, symbols, network, limits, weightShare, 0, 0),
                new Resolver(lookup, Resolver.DEFAULT_MAX_PENDING));
    }

    /** What each test finds, in order. */
    List<Finding> diagnose() throws InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final Check check : checks()) {
            if (check.name().equals(actionBefore)) {
                action.run();
            }
            findings.add(check.run());
        }
        return findings;
    }

    /** What a test found. */
    static Finding find(final List<Finding> findings, final String test) {
        return findings.stream()
                .filter(finding -> finding.test().equals(test))
                .findFirst()
                .orElseThrow();
    }

    /** All findings, a line each. */
    static String text(final List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.verdict() + " " + finding.test() + ": " + finding.result() + " -> " + finding.remedy())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Override
    public void close() throws IOException {
        for (final Closeable each : open) {
            each.close();
        }
    }

    /** The first exchange that was started. */
    Exchange firstExchange() {
        return first;
    }

    private FaultyNetwork apart(final Exchange forStreams, final Exchange forRest) throws IOException {
        endpoint = forStreams.webSocketUri();
        rest = forRest.restUri();
        final Path both = Files.createTempFile("aggtape-both-", ".pem");
        open.add(() -> Files.deleteIfExists(both));
        ca = Files.writeString(both, Files.readString(forStreams.caPem()) + Files.readString(forRest.caPem()));
        return this;
    }

    private Exchange start(final boolean isSecure, final String... faults) throws IOException {
        final List<String> coins = market == Market.COINM ? List.of("BTCUSD_PERP") : SYMBOLS;
        final List<String> played = program.isEmpty() ? coins : program;
        final Exchange exchange = new Exchange(ExchangeConfig.of(market, Program.generated(played, seed, 1))
                .withTls(isSecure)
                .withPace(Pace.rate(rate))
                .withFaults(Faults.of(1, faults)));
        exchange.start();
        open.add(exchange::close);
        first = first == null ? exchange : first;
        return exchange;
    }
}
