package io.aggtape.feed;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.TransportFactory;

/**
 * How the lines of a process reach the exchange.
 *
 * @param transports makes the connections; tests replace it.
 * @param resolver looks host names up on other threads.
 * @param budget how often they may connect.
 */
public record Dialing(TransportFactory transports, Resolver resolver, ConnectBudget budget) {
    /** The same whose connections are watched by this set, on the thread that owns it. */
    Dialing watchedBy(final ReadSet reads) {
        return new Dialing(reads.watching(transports), resolver, budget);
    }
}
