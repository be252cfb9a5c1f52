package io.aggtape.feed;

import java.net.URI;
import java.nio.file.Path;
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
 */
public record NetworkConfig(
        URI endpoint, URI rest, Path caFile, URI proxy, Map<String, String> environment, long connectTimeoutMs) {
    /** Checks the ranges. */
    public NetworkConfig {
        environment = Map.copyOf(environment);
        if (connectTimeoutMs < 1) {
            throw new IllegalArgumentException("connect time-out: at least 1 ms, not " + connectTimeoutMs);
        }
    }
}
