package io.aggtape.feed;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.ProxyConfig;
import io.aggtape.feed.net.ProxyRules;
import io.aggtape.feed.net.TlsEngine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to reach the exchange.
 *
 * @param endpoint base of the stream URLs, ws or wss; null for the market's own.
 * @param rest base of the REST URLs, http or https; null for the market's own.
 * @param caFile PEM file with the only certificate authorities to trust; null for the JDK's.
 * @param proxy HTTP proxy as {@code http://[user:password@]host:port}; null for what the environment says.
 * @param environment where HTTPS_PROXY and NO_PROXY are looked up.
 * @param connectTimeoutMs how long a connect may take at each address, from 1 ms.
 * @param tls whose TLS the streams speak.
 */
public record NetworkConfig(
        URI endpoint,
        URI rest,
        Path caFile,
        URI proxy,
        Map<String, String> environment,
        long connectTimeoutMs,
        TlsEngine tls) {
    /**
     * Checks every value, URLs included, so that nothing has started where one makes no sense.
     *
     * @throws IllegalArgumentException naming the value and what is wrong with it.
     */
    public NetworkConfig {
        environment = Map.copyOf(environment);
        if (connectTimeoutMs < 1) {
            throw new IllegalArgumentException("connect time-out: at least 1 ms, not " + connectTimeoutMs);
        }
        if (endpoint != null) {
            checkEndpoint(endpoint);
        }
        if (rest != null) {
            checkRest(rest);
        }
        if (proxy == null) {
            ProxyRules.ofEnvironment(environment);
        } else {
            ProxyConfig.parse(proxy.toString());
        }
    }

    /** The same with the usual TLS. */
    public NetworkConfig(
            final URI endpoint,
            final URI rest,
            final Path caFile,
            final URI proxy,
            final Map<String, String> environment,
            final long connectTimeoutMs) {
        this(endpoint, rest, caFile, proxy, environment, connectTimeoutMs, TlsEngine.AUTO);
    }

    private static void checkEndpoint(final URI endpoint) {
        final String target = Endpoint.parse(endpoint.toString()).target();
        if (target.indexOf('?') >= 0) {
            throw new IllegalArgumentException("the endpoint " + endpoint + " has a query: name only scheme, host, "
                    + "port and route; symbols and time unit are added to it");
        }
        for (final String path : List.of("/ws", "/stream")) {
            if (target.endsWith(path) || target.endsWith(path + '/')) {
                throw new IllegalArgumentException("the endpoint " + endpoint + " names the path of the streams: leave "
                        + "out " + path + ", which is added with their names");
            }
        }
    }

    private static void checkRest(final URI rest) {
        final boolean isHttp = "http".equalsIgnoreCase(rest.getScheme()) || "https".equalsIgnoreCase(rest.getScheme());
        if (!isHttp || rest.getHost() == null || rest.getQuery() != null) {
            throw new IllegalArgumentException(
                    "not the base of REST URLs: '" + rest + "': it looks like https://api.binance.com");
        }
    }
}
