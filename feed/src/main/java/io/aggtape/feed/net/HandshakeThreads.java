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
    /** Some milliseconds as a rule; the first one of a process loads the classes of a whole TLS stack. */
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(3);

    private final ThreadPoolExecutor threads;
    private final TaskWatch watch;

    /** Starts so many threads, at least one. */
    public HandshakeThreads(final int count) {
        this(count, TaskWatch.NONE);
    }

    /** The same, watched. */
    public HandshakeThreads(final int count, final TaskWatch watch) {
        this.watch = watch;
        threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task));
        threads.prestartAllCoreThreads();
    }

    @Override
    public void execute(final Runnable task) {
        threads.execute(() -> run(task));
    }

    /** Stops without waiting for what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void run(final Runnable task) {
        final TaskWatch.Task watched = watch.begin("the arithmetic of a TLS handshake", LONGEST_NS);
        Throwable unforeseen = null;
        try {
            task.run();
            unforeseen = task instanceof HandshakeTasks ? ((HandshakeTasks) task).unforeseen() : null;
        } catch (final RuntimeException | Error e) {
            unforeseen = e;
        } finally {
            watched.end(unforeseen);
        }
    }

    private static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task, "aggtape-tls");
        thread.setDaemon(true);
        return thread;
    }
}
