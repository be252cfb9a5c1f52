package io.aggtape.feed.liveness;

/**
 * What became of a thread: where it stands still, or what ended it. Never thrown, made to carry that to whatever prints a
 * stack trace.
 */
public final class ThreadTrace extends Exception {
    private static final long serialVersionUID = 1L;

    ThreadTrace(final String message, final Throwable cause, final StackTraceElement... stack) {
        super(message, cause, false, true);
        setStackTrace(stack);
    }
}
