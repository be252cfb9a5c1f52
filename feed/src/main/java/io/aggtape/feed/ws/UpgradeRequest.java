package io.aggtape.feed.ws;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The client's half of the opening handshake (RFC 6455 section 4.1), without extensions and subprotocols.
 *
 * @param authority host, or host:port where the port is not the scheme's own; an IPv6 address in brackets
 * @param requestTarget path and query, percent-encoded, from the first slash
 * @param userAgent empty for none
 * @param headers further headers in their order; those of the handshake itself are not allowed
 */
public record UpgradeRequest(String authority, String requestTarget, String userAgent, Map<String, String> headers) {
    /** @throws IllegalArgumentException where a part could not stand in a request, or could end its line. */
    public UpgradeRequest {
        if (authority.isEmpty() || !isVisible(authority) || !isFreeOf(authority, "/?#@\\")) {
            throw new IllegalArgumentException("not an authority: " + quoted(authority));
        }
        if (!requestTarget.startsWith("/") || !isVisible(requestTarget) || !isFreeOf(requestTarget, "#")) {
            throw new IllegalArgumentException("not a request target: " + quoted(requestTarget));
        }
        checkValue("User-Agent", userAgent);
        headers.forEach((name, value) -> {
            checkName(name);
            checkValue(name, value);
        });
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A request with no further headers. */
    public UpgradeRequest(final String authority, final String requestTarget, final String userAgent) {
        this(authority, requestTarget, userAgent, Map.of());
    }

    /** The request as it goes on the wire. */
    public byte[] encode(final HandshakeKey key) {
        final StringBuilder text = new StringBuilder(256);
        text.append("GET ").append(requestTarget).append(" HTTP/1.1\r\n");
        header(text, "Host", authority);
        header(text, "Upgrade", "websocket");
        header(text, "Connection", "Upgrade");
        header(text, "Sec-WebSocket-Key", key.text());
        header(text, "Sec-WebSocket-Version", "13");
        if (!userAgent.isEmpty()) {
            header(text, "User-Agent", userAgent);
        }
        headers.forEach((name, value) -> header(text, name, value));
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void header(final StringBuilder text, final String name, final String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static void checkName(final String name) {
        if (!HttpHead.isToken(name)) {
            throw new IllegalArgumentException("not a header name: " + quoted(name));
        }
        final String lower = name.toLowerCase(Locale.ROOT);
        final boolean isOurs = switch (lower) {
            case "host", "upgrade", "connection", "user-agent", "content-length", "transfer-encoding" -> true;
            default -> lower.startsWith("sec-websocket-");
        };
        if (isOurs) {
            throw new IllegalArgumentException("the handshake itself sets " + name);
        }
    }

    private static void checkValue(final String name, final String value) {
        if (!value.chars().allMatch(c -> c == '\t' || c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("not a value for " + name + ": " + quoted(value));
        }
    }

    private static boolean isVisible(final String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean isFreeOf(final String text, final String refused) {
        return text.chars().noneMatch(c -> refused.indexOf(c) >= 0);
    }

    private static String quoted(final String text) {
        return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }
}
