package io.aggtape.feed.liveness;

/**
 * A stall or a fault of a thread of a recorder, with its stack trace.
 *
 * @param count how often it was seen.
 * @param firstMs when first, milliseconds since the epoch.
 * @param lastMs when last, milliseconds since the epoch.
 * @param text the stack trace as Java prints it, its message first.
 */
public record TraceView(int count, long firstMs, long lastMs, String text) {
    /** Whether it is of this thread. */
    public boolean isOf(final String role) {
        return text.contains("thread " + role + " ");
    }
}
