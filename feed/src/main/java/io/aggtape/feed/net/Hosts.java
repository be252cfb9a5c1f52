package io.aggtape.feed.net;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Host names and IP literals as they stand in URLs; nothing here ever asks DNS. */
final class Hosts {
    private static final int MAX_NAME_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;

    private Hosts() {}

    /**
     * The host in its plain form: ASCII, lower case, an IPv6 literal without brackets, no dot at the end.
     *
     * @throws IllegalArgumentException where it is neither a host name nor an IP literal; the message says why.
     */
    static String normalize(final String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return ipV6(host.substring(1, host.length() - 1));
        }
        if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets, as in [::1]:9443");
        }
        if (host.indexOf(':') >= 0) {
            return ipV6(host);
        }
        final String name = ascii(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the host is missing");
        }
        if (name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("the host name is longer than " + MAX_NAME_LENGTH + " characters");
        }
        final String[] labels = name.split("\\.", -1);
        for (final String label : labels) {
            checkLabel(label, name);
        }
        final String last = labels[labels.length - 1];
        if (Character.isDigit(last.charAt(0)) && last.chars().allMatch(Character::isDigit) && !isIpV4(name)) {
            throw new IllegalArgumentException("'" + name + "' is no IPv4 address: four numbers from 0 to 255");
        }
        return name;
    }

    /** True for an IPv4 or an IPv6 literal in its plain form. */
    static boolean isIpLiteral(final String host) {
        return host.indexOf(':') >= 0 || isIpV4(host);
    }

    /** The address that a literal in its plain form stands for; never asks DNS. */
    static InetAddress literalAddress(final String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (final UnknownHostException e) {
            throw new IllegalArgumentException("'" + literal + "' is no IP address", e);
        }
    }

    /** Host and port as a URL has them: brackets around an IPv6 literal. */
    static String withPort(final String host, final int port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /**
     * A port out of its text.
     *
     * @throws IllegalArgumentException where it is no whole number from 1 to 65535.
     */
    static int port(final String text) {
        if (text.matches("[0-9]{1,5}")) {
            final int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException("the port must be a whole number from 1 to 65535, not '" + text + "'");
    }

    private static String ipV6(final String literal) {
        if (literal.indexOf('%') >= 0) {
            throw new IllegalArgumentException("'" + literal + "': IPv6 zones (%...) are not supported");
        }
        if (!literal.matches("[0-9A-Fa-f:.]+") || literal.indexOf(':') < 0) {
            throw new IllegalArgumentException("'" + literal + "' is no IPv6 address");
        }
        literalAddress(literal);
        return literal.toLowerCase(Locale.ROOT);
    }

    private static boolean isIpV4(final String name) {
        final String[] parts = name.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (final String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(final String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(name).toLowerCase(Locale.ROOT);
        } catch (final IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'" + name + "' is no host name: " + e.getMessage(), e);
        }
    }

    private static void checkLabel(final String label, final String name) {
        if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH) {
            throw new IllegalArgumentException("'" + name + "' is no host name: each part between dots has 1 to "
                    + MAX_LABEL_LENGTH + " characters");
        }
        // The underscore is no letter of host names, but container networks use it.
        if (!label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")) {
            throw new IllegalArgumentException("'" + name + "' is no host name: letters, digits, '-' and '.' only");
        }
    }
}
