package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;
import java.util.Locale;

/**
 * A thread that stands still, as it looked at one moment.
 *
 * @param heartbeat the thread's.
 * @param kind how it stalls.
 * @param sinceNs since when, {@link System#nanoTime()}.
 * @param nowNs the moment.
 */
public record Stall(Heartbeat heartbeat, Kind kind, long sinceNs, long nowNs) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** The ways to stall. */
    public enum Kind {
        /** It was made, and nobody has started it. */
        NOT_STARTED,
        /** It does not come to the end of what it does. */
        IN_A_CYCLE,
        /** It waits for something outside this process, longer than that may take. */
        AWAITING,
        /** It does not come back to what it should do from time to time. */
        OVERDUE,
        /** It has nothing to do, as it believes, and something waits for it. */
        NOT_WOKEN,
        /** Its thread is gone, and never said that it ended. */
        GONE
    }

    /** How long so far, nanoseconds. */
    public long forNs() {
        return nowNs - sinceNs;
    }

    /** The thread's role. */
    public String role() {
        return heartbeat.role();
    }

    /** How it stalls, in words. */
    public String words() {
        return switch (kind) {
            case NOT_STARTED -> "it was made, and has not been started";
            case IN_A_CYCLE -> "it is in one cycle of its work";
            case AWAITING -> "it waits for " + heartbeat.activity() + ", longer than that may take";
            case OVERDUE ->
                "it has not come back to what it does every " + seconds(heartbeat.longestIdleNs()) + " or more often";
            case NOT_WOKEN -> "it is idle, and what waits for it does not move";
            case GONE -> "its thread is gone, and never said that it ended";
        };
    }

    /** A time for people, for example {@code 3.002 s}. */
    public static String seconds(final long ns) {
        return String.format(Locale.ROOT, "%.3f s", ns / NANOS_PER_SECOND);
    }
}
