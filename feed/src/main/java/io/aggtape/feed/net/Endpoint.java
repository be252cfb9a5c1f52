package io.aggtape.feed.net;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a WebSocket lives, taken from a {@code ws://} or {@code wss://} URL.
 *
 * @param isSecure true for wss.
 * @param host ASCII name in lower case, or an IP literal (IPv6 without brackets).
 * @param port 1 to 65535.
 * @param target path and query as the request line has them, beginning with a slash.
 */
public record Endpoint(boolean isSecure, String host, int port, String target) {
    private static final int DEFAULT_PORT = 80;
    private static final int DEFAULT_SECURE_PORT = 443;
    private static final String SCHEME_END = "://";

    /** Checks each part; the host is brought into its plain form. */
    public Endpoint {
        host = Hosts.normalize(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port must be 1 to 65535, not " + port);
        }
        checkTarget(target);
    }

    /**
     * Reads an endpoint from its URL, such as {@code wss://stream.binance.com:9443/stream}.
     *
     * @throws IllegalArgumentException naming the URL and what is wrong with it.
     */
    public static Endpoint parse(final String url) {
        Objects.requireNonNull(url, "url");
        try {
            return read(url);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("not a WebSocket URL: '" + url + "': " + e.getMessage(), e);
        }
    }

    /** {@code ws} or {@code wss}. */
    public String scheme() {
        return isSecure ? "wss" : "ws";
    }

    /** The same server under another path and query. */
    public Endpoint withTarget(final String otherTarget) {
        return new Endpoint(isSecure, host, port, otherTarget);
    }

    /** Host and port for the Host header (RFC 6455, 4.1): the port only where it is not the scheme's own. */
    public String authority() {
        if (port == defaultPort(isSecure)) {
            return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        }
        return hostAndPort();
    }

    /** Host and port, always both: for CONNECT and for people. */
    public String hostAndPort() {
        return Hosts.withPort(host, port);
    }

    /** True where the host is an IPv4 or IPv6 literal, which needs no DNS and gets no SNI. */
    public boolean isIpLiteral() {
        return Hosts.isIpLiteral(host);
    }

    /** The URL again. */
    @Override
    public String toString() {
        return scheme() + SCHEME_END + authority() + target;
    }

    private static Endpoint read(final String url) {
        final int schemeEnd = url.indexOf(SCHEME_END);
        if (schemeEnd < 0) {
            throw new IllegalArgumentException("it must begin with ws:// or wss://");
        }
        final boolean isSecure = isSecure(url.substring(0, schemeEnd));
        final String rest = url.substring(schemeEnd + SCHEME_END.length());
        if (rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a WebSocket URL has no fragment ('#...')");
        }
        final int authorityEnd = authorityEnd(rest);
        final String authority = rest.substring(0, authorityEnd);
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("a WebSocket URL has no user or password");
        }
        final int portColon = authority.lastIndexOf(':');
        final boolean hasPort = portColon > authority.lastIndexOf(']');
        final String host = hasPort ? authority.substring(0, portColon) : authority;
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets, as in [::1]:9443");
        }
        final int port = hasPort ? Hosts.port(authority.substring(portColon + 1)) : defaultPort(isSecure);
        final String target = rest.substring(authorityEnd);
        return new Endpoint(isSecure, host, port, target.startsWith("/") ? target : "/" + target);
    }

    private static boolean isSecure(final String scheme) {
        switch (scheme.toLowerCase(Locale.ROOT)) {
            case "ws":
                return false;
            case "wss":
                return true;
            case "http":
            case "https":
                throw new IllegalArgumentException("use ws:// for http:// and wss:// for https://");
            default:
                throw new IllegalArgumentException("it must begin with ws:// or wss://, not " + scheme + SCHEME_END);
        }
    }

    private static int authorityEnd(final String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }

    private static int defaultPort(final boolean isSecure) {
        return isSecure ? DEFAULT_SECURE_PORT : DEFAULT_PORT;
    }

    private static void checkTarget(final String target) {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("the path must begin with '/'");
        }
        for (int i = 0; i < target.length(); i++) {
            final char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                throw new IllegalArgumentException(
                        "the path has a character that must be percent-encoded, at position " + i);
            }
            if (c == '#') {
                throw new IllegalArgumentException("a WebSocket URL has no fragment ('#...')");
            }
        }
    }
}
