package io.aggtape.feed.net;

import java.util.Map;
import java.util.Optional;

/** Which endpoints are reached through a proxy, and through which. */
public final class ProxyRules {
    private final ProxyConfig proxy;
    private final NoProxy exceptions;
    private final boolean isFromEnvironment;

    private ProxyRules(final ProxyConfig proxy, final NoProxy exceptions, final boolean isFromEnvironment) {
        this.proxy = proxy;
        this.exceptions = exceptions;
        this.isFromEnvironment = isFromEnvironment;
    }

    /** No endpoint goes through a proxy. */
    public static ProxyRules direct() {
        return new ProxyRules(null, NoProxy.NONE, false);
    }

    /** Every endpoint goes through this proxy ({@code --proxy}), whatever the environment says. */
    public static ProxyRules always(final ProxyConfig proxy) {
        return new ProxyRules(proxy, NoProxy.NONE, false);
    }

    /**
     * What the environment says: {@code https_proxy} or HTTPS_PROXY for wss endpoints, save what {@code no_proxy} or
     * NO_PROXY lists, and save loopback. The name in small letters wins where both are set; ws endpoints are direct.
     *
     * @throws IllegalArgumentException naming the variable that cannot be read.
     */
    public static ProxyRules ofEnvironment(final Map<String, String> environment) {
        final String variable = environment.containsKey("https_proxy") ? "https_proxy" : "HTTPS_PROXY";
        final String url = environment.getOrDefault(variable, "").strip();
        if (url.isEmpty()) {
            return direct();
        }
        final String exceptions = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        try {
            return new ProxyRules(ProxyConfig.parse(url), NoProxy.parse(exceptions), true);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("environment variable " + variable + ": " + e.getMessage(), e);
        }
    }

    /** The proxy for this endpoint; empty where it is reached directly. */
    public Optional<ProxyConfig> proxyFor(final Endpoint endpoint) {
        if (proxy == null || exceptions.matches(endpoint.host(), endpoint.port())) {
            return Optional.empty();
        }
        if (isFromEnvironment && (!endpoint.isSecure() || isLoopback(endpoint))) {
            return Optional.empty();
        }
        return Optional.of(proxy);
    }

    /** For people. */
    @Override
    public String toString() {
        return proxy == null ? "no proxy" : proxy + (isFromEnvironment ? " (environment)" : "");
    }

    private static boolean isLoopback(final Endpoint endpoint) {
        final String host = endpoint.host();
        return endpoint.isIpLiteral()
                ? Hosts.literalAddress(host).isLoopbackAddress()
                : host.equals("localhost") || host.endsWith(".localhost");
    }
}
