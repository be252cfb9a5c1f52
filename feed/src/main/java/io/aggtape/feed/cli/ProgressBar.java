package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Shows on a terminal how far something is, four times a second from a thread of its own, and clears the line at the end;
 * elsewhere it shows nothing.
 */
final class ProgressBar implements AutoCloseable {
    private static final long INTERVAL_MS = 250;
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final Supplier<String> text;
    private final PrintWriter err;
    private final Thread thread;

    private boolean isClosed;

    private ProgressBar(final Supplier<String> text, final PrintWriter err) {
        this.text = text;
        this.err = err;
        thread = new Thread(this::show, "progress");
        thread.setDaemon(true);
    }

    /** Starts to show; the text is asked for from another thread. */
    static ProgressBar start(final boolean isTerminal, final PrintWriter err, final Supplier<String> text) {
        final ProgressBar bar = new ProgressBar(text, err);
        if (isTerminal) {
            bar.thread.start();
        }
        return bar;
    }

    /** A bar for a fraction from 0 to 1, with the percentage. */
    static String bar(final double fraction) {
        final double shown = Math.min(1, Math.max(0, fraction));
        final int full = (int) (shown * WIDTH);
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + (int) (shown * 100) + " %";
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show() {
        try {
            while (!isClosed) {
                err.print(CLEAR + text.get() + "\r");
                err.flush();
                wait(INTERVAL_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.print(CLEAR);
        err.flush();
    }
}
