package io.aggtape.feed;

import io.aggtape.feed.net.ReadSet;
import io.aggtape.feed.net.TransportFactory;

/** A set that counts what is asked of it; each transport knows by itself whether it is ready. */
final class FakeReads implements ReadSet {
    int refreshes;
    int waits;
    boolean isClosed;

    @Override
    public boolean isSelective() {
        return true;
    }

    @Override
    public TransportFactory watching(final TransportFactory transports) {
        return transports;
    }

    @Override
    public int refresh() {
        refreshes++;
        return 0;
    }

    @Override
    public void await(final long timeoutMs) {
        waits++;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
