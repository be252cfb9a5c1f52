package io.aggtape.bench.peer;

/** One WebSocket library, configured as its documentation advises. */
interface Peer extends AutoCloseable {
    /**
     * Connects, then gives every text message to the session on a thread of the library's, one at a time, and to
     * {@link PeerSession#onEnd} why no more will come.
     *
     * @throws Exception where there is no connection: whatever the library throws.
     */
    void connect(PeerConfig config, PeerSession session) throws Exception;

    /** Lets go of the connection and of the library's threads, also where there was no connection. */
    @Override
    void close();
}
