package io.aggtape.feed.net;

import java.io.IOException;
import java.net.InetAddress;

/** Opens the byte stream to an endpoint: the seam that tests replace. */
@FunctionalInterface
public interface TransportFactory {
    /**
     * Begins to connect and returns at once; {@link Transport#poll()} does the rest.
     *
     * @param address one of the addresses of {@link #hostToResolve}.
     */
    Transport open(Endpoint endpoint, InetAddress address) throws IOException;

    /** The host whose address {@link #open} wants: the endpoint's own, or that of the proxy in between. */
    default String hostToResolve(final Endpoint endpoint) {
        return endpoint.host();
    }
}
