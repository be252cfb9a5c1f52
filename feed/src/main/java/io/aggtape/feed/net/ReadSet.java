package io.aggtape.feed.net;

/** Which transports of one thread may have something to read. Owned by that thread. */
public interface ReadSet extends AutoCloseable {
    /** Asks nobody: each transport is to be read to see whether there is something. May be shared. */
    ReadSet EVERY = new EveryRead();

    /** Whether it tells those that may have something from those that have not. */
    boolean isSelective();

    /** Begins to watch what this factory opens from now on. */
    TransportFactory watching(TransportFactory transports);

    /**
     * Finds out what can be read now, for {@link Transport#isReady()}; never waits.
     *
     * @return how many transports have something, as far as it is known.
     */
    int refresh();

    /** Waits until something can be read, at most so long, from 1 ms; the next {@link #refresh()} costs nothing then. */
    void await(long timeoutMs);

    /** Watches nothing any more; transports that are closed already give their sockets back here at the latest. */
    @Override
    void close();
}
