package io.aggtape.feed;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.HandshakeThreads;
import io.aggtape.feed.net.NetTransportFactory;
import io.aggtape.feed.net.ProxyConfig;
import io.aggtape.feed.net.ProxyRules;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.SocketOptions;
import io.aggtape.feed.net.TlsConfig;
import io.aggtape.feed.net.TlsEngine;
import io.aggtape.feed.net.TransportFactory;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The network side of one run, made from its configuration: transports, look-ups, and the REST client. */
public final class RecorderNetwork implements AutoCloseable {
    private final MarketProfile profile;
    private final Endpoint endpoint;
    private final TlsConfig tls;
    private final ProxyRules proxyRules;
    private final HandshakeThreads handshakeThreads;
    private final Resolver resolver;
    private final RestAccess rest;

    /**
     * Reads the trust store and the proxy rules; connects nowhere.
     *
     * @param weightShare which part of REST's weight limit may be used, above 0 and at most 1.
     * @param heartbeats where the threads for look-ups and TLS say that they live.
     * @throws IOException where the certificate file cannot be read.
     */
    RecorderNetwork(final SourceConfig source, final double weightShare, final Heartbeats heartbeats)
            throws IOException {
        this(source.market(), source.network(), weightShare, heartbeats);
    }

    /** The same for a run that needs no more of its source than this. */
    public RecorderNetwork(
            final Market market, final NetworkConfig config, final double weightShare, final Heartbeats heartbeats)
            throws IOException {
        profile = MarketProfile.of(market);
        endpoint = endpointOf(profile, config.endpoint());
        tls = RestAccess.tlsOf(config, endpoint.isSecure() ? config.tls() : TlsEngine.JDK);
        proxyRules = RestAccess.proxyRulesOf(config);
        rest = new RestAccess(profile, config, tls, proxyRules, weightShare);
        handshakeThreads = new HandshakeThreads(1, new TaskBeats(heartbeats, "aggtape-tls"));
        resolver = new Resolver(
                new TaskBeats(heartbeats, "aggtape-dns-starter"),
                new TaskBeats(heartbeats, "aggtape-dns"),
                TimeUnit.MILLISECONDS.toNanos(config.connectTimeoutMs()));
    }

    /** The server of the streams, with the market's route where the URL names none. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** What the market's documents say. */
    public MarketProfile profile() {
        return profile;
    }

    /** How lines reach the exchange; those that share it share one budget of connects. */
    Dialing dialing() {
        return new Dialing(transports(), resolver, new ConnectBudget());
    }

    /** Makes the connections; they share one trust store, and one thread for their handshakes. */
    public TransportFactory transports() {
        return new NetTransportFactory(tls, proxyRules, SocketOptions.DEFAULT, handshakeThreads);
    }

    /** The exchange's REST, through the same trust store and proxy as the streams. */
    public RestAccess rest() {
        return rest;
    }

    /** Whose certificates are trusted, for people. */
    public String trust() {
        return tls.toString();
    }

    /** Whose TLS the streams speak, and why where it is not what is usual, or none; for people. */
    public String tlsEngine() {
        return endpoint.isSecure() ? tls.engine() : "none, the endpoint is ws://";
    }

    /** True where the streams speak the JDK's TLS because a better one does not load. */
    public boolean isTlsFallback() {
        return tls.isFallback();
    }

    /** The proxy through which the streams come; empty where they come directly. */
    public Optional<ProxyConfig> proxy() {
        return proxyRules.proxyFor(endpoint);
    }

    /** Through a proxy or not, and who said so, for people. */
    public String proxyRules() {
        return proxyRules.toString();
    }

    private static Endpoint endpointOf(final MarketProfile profile, final URI asked) {
        final Endpoint base = Endpoint.parse((asked == null ? profile.webSocketBase() : asked).toString());
        return base.target().equals("/") && !profile.route().isEmpty() ? base.withTarget(profile.route()) : base;
    }

    @Override
    public void close() {
        resolver.close();
        handshakeThreads.close();
    }
}
