package io.aggtape.feed.net;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Begins an engine's handshake and runs its delegated tasks, milliseconds of arithmetic each, on another thread; the
 * owner polls for the end.
 */
final class HandshakeTasks implements Runnable {
    private final SSLEngine engine;
    private final Executor executor;
    /** Set by the owner, cleared by the executor's thread as its last act. */
    private volatile boolean isRunning;
    /** Written before {@link #isRunning} is cleared. */
    private Throwable fault;
    /** Of the thread that runs the tasks. */
    private boolean hasBegun;

    HandshakeTasks(final SSLEngine engine, final Executor executor) {
        this.engine = engine;
        this.executor = executor;
    }

    boolean isRunning() {
        return isRunning;
    }

    /** Hands what the engine wants computed to the executor; first of all the keys of its first message. */
    void start() throws TransportException {
        isRunning = true;
        try {
            executor.execute(this);
        } catch (final RejectedExecutionException e) {
            isRunning = false;
            throw new TransportException(
                    TransportStage.SECURING, "TLS: the threads for TLS handshakes have stopped", e);
        }
    }

    /** Frees what the engine holds outside the heap, at the end of a task that runs. */
    void end() {
        if (engine instanceof NativeEngine) {
            ((NativeEngine) engine).close();
        }
    }

    /** Throws what a task threw past the engine, which keeps the faults it knows to itself until the next wrap. */
    void check() throws IOException {
        if (fault instanceof SSLException) {
            throw (SSLException) fault;
        }
        if (fault != null) {
            throw new TransportException(TransportStage.SECURING, "TLS: a handshake task failed: " + fault, fault);
        }
    }

    /** What a task threw that is no fault of TLS; null for nothing. On the thread that runs the tasks. */
    Throwable unforeseen() {
        return fault instanceof SSLException ? null : fault;
    }

    @Override
    public void run() {
        try {
            if (!hasBegun) {
                hasBegun = true;
                engine.beginHandshake();
            }
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } catch (final SSLException | RuntimeException | Error e) {
            fault = e;
        } finally {
            isRunning = false;
        }
    }
}
