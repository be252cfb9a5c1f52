package io.aggtape.feed;

import io.aggtape.feed.net.AddressSequence;
import io.aggtape.feed.net.Resolution;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.TransportException;
import java.net.InetAddress;

/** The addresses of one line's server: looked up anew for each round of attempts, each tried once a round. */
final class ServerAddresses {
    private final Resolver resolver;
    private final String host;
    private final PairAddresses pair;
    private final int line;

    private Resolution resolution;
    private AddressSequence addresses;
    private int firstPick;
    private int tried;

    ServerAddresses(final Resolver resolver, final String host, final PairAddresses pair, final int line) {
        this.resolver = resolver;
        this.host = host;
        this.pair = pair;
        this.line = line;
    }

    /** Begins a round; {@code pick} spreads lines and rounds over the addresses. */
    void lookUp(final int pick) {
        firstPick = pick;
        tried = 0;
        addresses = null;
        resolution = resolver.resolve(host);
    }

    /** Whether the look-up has an answer. */
    boolean isAnswered() {
        return resolution.isDone();
    }

    /** Whether the answer has an address that was not tried in this round. */
    boolean hasNext() {
        return addresses != null && tried < addresses.size();
    }

    /**
     * The next address; that of the pair's other line comes last.
     *
     * @throws TransportException where the look-up found none.
     */
    InetAddress next() throws TransportException {
        addresses = resolution.addresses();
        if (tried == 0 && addresses.size() > 1 && pair.isOthers(line, addresses.pick(firstPick))) {
            firstPick++;
        }
        final InetAddress address = addresses.pick(firstPick + tried++);
        pair.use(line, address);
        return address;
    }

    @Override
    public String toString() {
        return host;
    }
}
