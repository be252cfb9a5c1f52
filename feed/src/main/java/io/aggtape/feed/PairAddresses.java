package io.aggtape.feed;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Which address each line of a pair is at, so that the other keeps away from it. Used by both lines' feed threads. */
public final class PairAddresses {
    private final AtomicReferenceArray<InetAddress> inUse = new AtomicReferenceArray<>(2);

    /** A line of the pair, by its number, goes to this address; null where it has none. */
    void use(final int line, final InetAddress address) {
        inUse.set(line & 1, address);
    }

    /** Whether the other line of the pair is at this address. */
    boolean isOthers(final int line, final InetAddress address) {
        return address.equals(inUse.get(~line & 1));
    }
}
