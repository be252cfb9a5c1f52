package io.aggtape.feed.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The addresses of one host in the order to try them: the families by turns (as RFC 8305, 4), beginning with the one
 * that the resolver put first; within a family by value, so that two lookups of the same addresses give the same order.
 */
public final class AddressSequence {
    private final List<InetAddress> addresses;

    private AddressSequence(final List<InetAddress> addresses) {
        this.addresses = addresses;
    }

    /**
     * Orders what a lookup gave.
     *
     * @throws IllegalArgumentException where there is nothing to order.
     */
    public static AddressSequence of(final Collection<InetAddress> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("a sequence has at least one address");
        }
        final boolean isIpV6First = found.iterator().next() instanceof Inet6Address;
        final List<InetAddress> first = new ArrayList<>();
        final List<InetAddress> second = new ArrayList<>();
        for (final InetAddress address : new LinkedHashSet<>(found)) {
            (address instanceof Inet6Address == isIpV6First ? first : second).add(address);
        }
        first.sort((a, b) -> Arrays.compareUnsigned(a.getAddress(), b.getAddress()));
        second.sort((a, b) -> Arrays.compareUnsigned(a.getAddress(), b.getAddress()));
        final List<InetAddress> ordered = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < first.size()) {
                ordered.add(first.get(i));
            }
            if (i < second.size()) {
                ordered.add(second.get(i));
            }
        }
        return new AddressSequence(List.copyOf(ordered));
    }

    /** How many different addresses there are, at least one. */
    public int size() {
        return addresses.size();
    }

    /** The address for an attempt, any number: lines that count from different numbers get different addresses. */
    public InetAddress pick(final int attempt) {
        return addresses.get(Math.floorMod(attempt, addresses.size()));
    }

    /** All of them, in order. */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /** For people. */
    @Override
    public String toString() {
        return addresses.toString();
    }
}
