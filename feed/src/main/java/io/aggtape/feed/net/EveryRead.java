package io.aggtape.feed.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Knows nothing of any transport, and keeps nothing. */
final class EveryRead implements ReadSet {
    @Override
    public boolean isSelective() {
        return false;
    }

    @Override
    public TransportFactory watching(final TransportFactory transports) {
        return transports;
    }

    @Override
    public int refresh() {
        return 0;
    }

    @Override
    public void await(final long timeoutMs) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(timeoutMs));
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
