package io.aggtape.feed.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of NO_PROXY: hosts that are reached without the proxy. Entries are separated by commas or spaces: {@code *}
 * for every host; a name, with or without {@code .} or {@code *.} before it, for that host and all below it; an IP
 * address; a network such as {@code 10.0.0.0/8}; each but networks with {@code :port} for that port only.
 */
final class NoProxy {
    /** Every host goes through the proxy. */
    static final NoProxy NONE = parse("");

    private final List<Rule> rules;

    private NoProxy(final List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the rules; entries that make no sense match nothing, as with every other program that reads NO_PROXY. */
    static NoProxy parse(final String text) {
        final List<Rule> rules = new ArrayList<>();
        for (final String entry : text.split("[,\\s]+")) {
            if (!entry.isEmpty()) {
                rules.add(Rule.parse(entry.toLowerCase(Locale.ROOT)));
            }
        }
        return new NoProxy(List.copyOf(rules));
    }

    /** True where this host, in its plain form, is to be reached directly. */
    boolean matches(final String host, final int port) {
        for (final Rule rule : rules) {
            if (rule.matches(host, port)) {
                return true;
            }
        }
        return false;
    }

    /** One entry: a name, a literal or a network (prefix of 0 or more bits), and a port where it is not 0. */
    private record Rule(String name, byte[] network, int prefixBits, int port) {
        private static final String EVERY = "*";

        static Rule parse(final String entry) {
            final int slash = entry.indexOf('/');
            if (slash >= 0) {
                return network(entry, slash);
            }
            String name = entry;
            int port = 0;
            final int colon = entry.lastIndexOf(':');
            final boolean isBareIpV6 = !entry.startsWith("[") && entry.indexOf(':') != colon;
            if (colon > entry.lastIndexOf(']') && !isBareIpV6) {
                final String portText = entry.substring(colon + 1);
                port = portText.matches("[0-9]{1,5}") ? Integer.parseInt(portText) : -1;
                name = entry.substring(0, colon);
            }
            name = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
            return new Rule(plain(name), literal(plain(name)), -1, port);
        }

        boolean matches(final String host, final int hostPort) {
            if (port != 0 && port != hostPort) {
                return false;
            }
            if (name.equals(EVERY) || name.equals(host)) {
                return true;
            }
            if (network != null) {
                return matchesNetwork(host);
            }
            return !Hosts.isIpLiteral(host) && !name.isEmpty() && host.endsWith("." + name);
        }

        private boolean matchesNetwork(final String host) {
            final byte[] address = literal(host);
            if (address == null || address.length != network.length) {
                return false;
            }
            final int bits = prefixBits < 0 ? network.length * 8 : prefixBits;
            for (int bit = 0; bit < bits; bit++) {
                final int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (network[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static Rule network(final String entry, final int slash) {
            final byte[] network = literal(plain(entry.substring(0, slash)));
            final String bitsText = entry.substring(slash + 1);
            final int bits = bitsText.matches("[0-9]{1,3}") ? Integer.parseInt(bitsText) : -1;
            final boolean isValid = network != null && bits >= 0 && bits <= network.length * 8;
            return isValid ? new Rule("", network, bits, 0) : new Rule("", null, -1, 0);
        }

        private static String plain(final String name) {
            if (name.equals(EVERY)) {
                return name;
            }
            try {
                return Hosts.normalize(name);
            } catch (final IllegalArgumentException e) {
                return "";
            }
        }

        private static byte[] literal(final String host) {
            if (!Hosts.isIpLiteral(host)) {
                return null;
            }
            final InetAddress address = Hosts.literalAddress(host);
            return address.getAddress();
        }
    }
}
