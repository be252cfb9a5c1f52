package io.aggtape.feed;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.ProxyConfig;
import io.aggtape.feed.net.ProxyRules;
import io.aggtape.feed.net.TlsConfig;
import io.aggtape.feed.net.TlsEngine;
import io.aggtape.feed.rest.RestClient;
import io.aggtape.feed.rest.RestHttp;
import io.aggtape.feed.rest.RestTarget;
import io.aggtape.feed.rest.WeightBudget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/**
 * One market's REST, through the same trust store and proxy as its streams. Whoever asks it shares one client and one
 * weight budget; the client is made when it is first needed. Thread-safe.
 */
public final class RestAccess {
    /** How long a request may take with all of its answer, milliseconds. */
    static final long REQUEST_TIMEOUT_MS = 15_000;

    private final MarketProfile profile;
    private final NetworkConfig config;
    private final TlsConfig tls;
    private final ProxyRules proxyRules;
    private final double weightShare;

    private HttpClient http;
    private RestClient client;

    /**
     * Connects nowhere.
     *
     * @param weightShare which part of the exchange's limit may be used, above 0 and at most 1.
     */
    RestAccess(
            final MarketProfile profile,
            final NetworkConfig config,
            final TlsConfig tls,
            final ProxyRules proxyRules,
            final double weightShare) {
        this.profile = profile;
        this.config = config;
        this.tls = tls;
        this.proxyRules = proxyRules;
        this.weightShare = weightShare;
    }

    /**
     * The same with the trust store and the proxy rules that the configuration names.
     *
     * @throws IOException where the certificate file cannot be read.
     */
    static RestAccess of(final MarketProfile profile, final NetworkConfig config, final double weightShare)
            throws IOException {
        return new RestAccess(profile, config, tlsOf(config, TlsEngine.JDK), proxyRulesOf(config), weightShare);
    }

    static TlsConfig tlsOf(final NetworkConfig config, final TlsEngine engine) throws IOException {
        return config.caFile() == null
                ? TlsConfig.ofDefaultTrustStore(engine)
                : TlsConfig.ofAuthorities(config.caFile(), engine);
    }

    static ProxyRules proxyRulesOf(final NetworkConfig config) {
        return config.proxy() == null
                ? ProxyRules.ofEnvironment(config.environment())
                : ProxyRules.always(ProxyConfig.parse(config.proxy().toString()));
    }

    /** False where the streams come from elsewhere than Binance's own host and nobody said where its REST is. */
    public boolean isKnown() {
        return restBase().isPresent();
    }

    /** The market's pages and newest trades; none where its REST is not known. */
    public synchronized Optional<RestClient> client() {
        if (client == null && isKnown()) {
            client = new RestClient(
                    target(),
                    this::http,
                    new WeightBudget(SystemEpochClock.INSTANCE, target().usualLimit(), weightShare),
                    new SystemEpochNanoClock(),
                    REQUEST_TIMEOUT_MS);
        }
        return Optional.ofNullable(client);
    }

    /** Asks the exchange for its time; none where its REST is not known. */
    public Optional<ExchangeClock> clock() {
        final URI time = URI.create(base() + profile.restPrefix() + "/time");
        return client().map(rest -> new ExchangeClock(http(), rest, time, new SystemEpochNanoClock()));
    }

    /** The base of its URLs, without a slash at its end. */
    public String base() {
        final String base = restBase().orElseGet(profile::restBase).toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** The proxy through which it is asked; empty where it is asked directly. */
    public Optional<ProxyConfig> proxy() {
        return proxyRules.proxyFor(Endpoint.parse(base().replaceFirst("^http", "ws")));
    }

    private Optional<URI> restBase() {
        return config.rest() == null ? profile.restBeside(config.endpoint()) : Optional.of(config.rest());
    }

    private RestTarget target() {
        return new RestTarget(profile.market(), URI.create(base()), profile.restPrefix());
    }

    private synchronized HttpClient http() {
        if (http == null) {
            final RestHttp rest = new RestHttp(tls.context(), config.connectTimeoutMs());
            proxy().ifPresent(proxy -> rest.through(proxy.host(), proxy.port(), proxy.user(), proxy.password()));
            http = rest.make();
        }
        return http;
    }
}
