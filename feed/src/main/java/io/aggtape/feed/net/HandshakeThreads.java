package io.aggtape.feed.net;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few daemon threads for the arithmetic of TLS handshakes. They start at once, from the thread that makes this: on
 * Linux a thread inherits the cores of its parent, and the parent must not be a feed thread pinned to its own.
 */
public final class HandshakeThreads implements Executor, AutoCloseable {
    private final ThreadPoolExecutor threads;

    /** Starts so many threads, at least one. */
    public HandshakeThreads(final int count) {
        threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task));
        threads.prestartAllCoreThreads();
    }

    @Override
    public void execute(final Runnable task) {
        threads.execute(task);
    }

    /** Stops without waiting for what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task, "aggtape-tls");
        thread.setDaemon(true);
        return thread;
    }
}
