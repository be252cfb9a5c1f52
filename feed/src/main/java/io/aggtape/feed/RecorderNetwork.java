package io.aggtape.feed;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.HandshakeThreads;
import io.aggtape.feed.net.NetTransportFactory;
import io.aggtape.feed.net.ProxyConfig;
import io.aggtape.feed.net.ProxyRules;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.SocketOptions;
import io.aggtape.feed.net.TlsConfig;
import io.aggtape.feed.net.TransportFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.agrona.concurrent.SystemEpochNanoClock;

/** The network side of one run, made from its configuration: transports, look-ups, and the REST client. */
final class RecorderNetwork implements AutoCloseable {
    private final MarketProfile profile;
    private final NetworkConfig config;
    private final Endpoint endpoint;
    private final TlsConfig tls;
    private final ProxyRules proxyRules;
    private final HandshakeThreads handshakeThreads;
    private final Resolver resolver;

    /**
     * Reads the trust store and the proxy rules; connects nowhere.
     *
     * @throws IOException where the certificate file cannot be read.
     */
    RecorderNetwork(final SourceConfig source) throws IOException {
        config = source.network();
        profile = MarketProfile.of(source.market());
        endpoint = endpointOf(profile, config.endpoint());
        tls = config.caFile() == null ? TlsConfig.ofDefaultTrustStore() : TlsConfig.ofAuthorities(config.caFile());
        proxyRules = config.proxy() == null
                ? ProxyRules.ofEnvironment(config.environment())
                : ProxyRules.always(ProxyConfig.parse(config.proxy().toString()));
        handshakeThreads = new HandshakeThreads(1);
        resolver = new Resolver();
    }

    /** The server of the streams, with the market's route where the URL names none. */
    Endpoint endpoint() {
        return endpoint;
    }

    MarketProfile profile() {
        return profile;
    }

    Resolver resolver() {
        return resolver;
    }

    TransportFactory transports() {
        return new NetTransportFactory(tls, proxyRules, SocketOptions.DEFAULT, handshakeThreads);
    }

    /**
     * Asks the exchange for its time, through the same trust store and proxy as the streams; none where the streams come
     * from elsewhere than Binance's own host and nobody said where its REST is.
     */
    Optional<ExchangeClock> exchangeClock() {
        if (config.rest() == null && config.endpoint() != null) {
            return Optional.empty();
        }
        final HttpClient.Builder builder = HttpClient.newBuilder()
                .sslContext(tls.context())
                .connectTimeout(Duration.ofMillis(config.connectTimeoutMs()));
        final Optional<ProxyConfig> proxy = proxyRules.proxyFor(restEndpoint());
        proxy.ifPresent(rest -> builder.proxy(ProxySelector.of(new InetSocketAddress(rest.host(), rest.port()))));
        final URI time = URI.create(restBase() + profile.restPrefix() + "/time");
        return Optional.of(new ExchangeClock(builder.build(), profile.market(), time, new SystemEpochNanoClock()));
    }

    private String restBase() {
        final String base = (config.rest() == null ? profile.restBase() : config.rest()).toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private Endpoint restEndpoint() {
        return Endpoint.parse(restBase().replaceFirst("^http", "ws"));
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
