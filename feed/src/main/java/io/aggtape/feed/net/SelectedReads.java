package io.aggtape.feed.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/**
 * Asks the kernel which sockets have bytes: one call for all of them instead of a read each. The kernel is asked by level,
 * so that bytes which a read has left behind are told again. Nothing is allocated to ask where the JVM keeps the boxes of
 * all descriptors ({@code -XX:AutoBoxCacheMax}): the JDK looks each ready socket up by its boxed number.
 */
public final class SelectedReads implements ReadSet {
    private final Selector selector;
    /** One for all rounds: a method reference made at each would be garbage. */
    private final Consumer<SelectionKey> marking = this::mark;

    private long round = 1;
    private boolean isFresh;
    private int readyCount;

    private SelectedReads(final Selector selector) {
        this.selector = selector;
    }

    /**
     * A new set, empty.
     *
     * @throws UncheckedIOException where this process may open no more files.
     */
    public static SelectedReads open() {
        try {
            return new SelectedReads(Selector.open());
        } catch (final IOException e) {
            throw new UncheckedIOException(
                    "can't ask the kernel for sockets with bytes; --reader spin does without", e);
        }
    }

    @Override
    public boolean isSelective() {
        return true;
    }

    @Override
    public TransportFactory watching(final TransportFactory transports) {
        return new TransportFactory() {
            @Override
            public Transport open(final Endpoint endpoint, final InetAddress address) throws IOException {
                final Transport transport = transports.open(endpoint, address);
                transport.watchBy(SelectedReads.this);
                return transport;
            }

            @Override
            public String hostToResolve(final Endpoint endpoint) {
                return transports.hostToResolve(endpoint);
            }
        };
    }

    @Override
    public int refresh() {
        if (isFresh) {
            isFresh = false;
            return readyCount;
        }
        beginRound();
        try {
            readyCount = selector.selectNow(marking);
        } catch (final IOException e) {
            throw new UncheckedIOException("the kernel does not tell which sockets have bytes", e);
        }
        return readyCount;
    }

    @Override
    public void await(final long timeoutMs) {
        beginRound();
        try {
            readyCount = selector.select(marking, timeoutMs);
        } catch (final IOException e) {
            throw new UncheckedIOException("the kernel does not wake us up for sockets with bytes", e);
        }
        isFresh = true;
    }

    /** Closes the selector, which frees the sockets of transports that were closed since it was last asked. */
    @Override
    public void close() {
        try {
            selector.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("the selector does not close", e);
        }
    }

    /** Watches a connected, non-blocking channel until that is closed. */
    Readiness register(final SelectableChannel channel) throws IOException {
        final Readiness readiness = new Readiness();
        channel.register(selector, SelectionKey.OP_READ, readiness);
        return readiness;
    }

    private void beginRound() {
        round++;
        isFresh = false;
    }

    private void mark(final SelectionKey key) {
        ((Readiness) key.attachment()).readyRound = round;
    }

    /** Whether one channel had bytes in the newest round; until the first has been, it counts as if. */
    final class Readiness {
        private long readyRound = round;

        boolean isReady() {
            return readyRound == round;
        }
    }
}
