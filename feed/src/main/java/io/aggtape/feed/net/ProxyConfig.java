package io.aggtape.feed.net;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * An HTTP proxy that is asked for a tunnel by CONNECT.
 *
 * @param host ASCII name or IP literal of the proxy.
 * @param port 1 to 65535.
 * @param user the name to log in by, empty for no login.
 * @param password may be empty; never shown.
 */
public record ProxyConfig(String host, int port, String user, String password) {
    private static final int DEFAULT_PORT = 80;
    private static final String SCHEME_END = "://";

    /** Checks each part; the host is brought into its plain form. */
    public ProxyConfig {
        host = Hosts.normalize(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port must be 1 to 65535, not " + port);
        }
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the user must not contain ':' (RFC 7617)");
        }
    }

    /**
     * Reads {@code http://user:password@host:port}; scheme, login and port may be left out (the port is 80 then).
     * Special characters of user and password are percent-encoded.
     *
     * @throws IllegalArgumentException saying what is wrong, without the password.
     */
    public static ProxyConfig parse(final String url) {
        try {
            return read(url.strip());
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a proxy URL: '" + withoutLogin(url) + "': " + e.getMessage()
                            + "; it looks like http://user:password@host:port",
                    e);
        }
    }

    /** The value of the Proxy-Authorization header (RFC 7617), or null where there is no login. */
    String authorization() {
        if (user.isEmpty()) {
            return null;
        }
        final byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** Host and port, always both. */
    public String hostAndPort() {
        return Hosts.withPort(host, port);
    }

    /** The URL without the login. */
    @Override
    public String toString() {
        return "http://" + (user.isEmpty() ? "" : "***@") + hostAndPort();
    }

    private static ProxyConfig read(final String url) {
        final int schemeEnd = url.indexOf(SCHEME_END);
        if (schemeEnd >= 0
                && !url.substring(0, schemeEnd).toLowerCase(Locale.ROOT).equals("http")) {
            throw new IllegalArgumentException("only http:// proxies are supported, not " + url.substring(0, schemeEnd)
                    + SCHEME_END + " (what goes through is encrypted by wss:// all the same)");
        }
        final String rest = schemeEnd < 0 ? url : url.substring(schemeEnd + SCHEME_END.length());
        final int slash = rest.indexOf('/');
        if (slash >= 0 && slash < rest.length() - 1) {
            throw new IllegalArgumentException("a proxy has no path");
        }
        final String authority = slash < 0 ? rest : rest.substring(0, slash);
        final int at = authority.lastIndexOf('@');
        final String login = at < 0 ? "" : authority.substring(0, at);
        final int colon = login.indexOf(':');
        final String user = decode(colon < 0 ? login : login.substring(0, colon));
        final String password = colon < 0 ? "" : decode(login.substring(colon + 1));
        final String hostAndPort = authority.substring(at + 1);
        final int portColon = hostAndPort.lastIndexOf(':');
        if (portColon > hostAndPort.lastIndexOf(']')) {
            return new ProxyConfig(
                    hostAndPort.substring(0, portColon),
                    Hosts.port(hostAndPort.substring(portColon + 1)),
                    user,
                    password);
        }
        return new ProxyConfig(hostAndPort, DEFAULT_PORT, user, password);
    }

    private static String decode(final String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            // The JDK's message quotes the text, which may be the password.
            throw new IllegalArgumentException("user or password have a '%' that is no percent-encoding");
        }
    }

    private static String withoutLogin(final String url) {
        final int at = url.lastIndexOf('@');
        return at < 0 ? url : "***" + url.substring(at);
    }
}
