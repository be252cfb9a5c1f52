package io.aggtape.feed.exchange;

import java.util.ArrayDeque;

/**
 * When to ping a connection, and when to give it up: a ping is answered by a pong with its own payload; others, as Binance
 * has it, do not keep a connection alive.
 */
final class PingWatch {
    private static final long MS_NS = 1_000_000;

    /** A ping that waits for its pong. */
    private record Ping(String payload, long sentNs) {}

    private final long intervalNs;
    private final long timeoutNs;
    private final ArrayDeque<Ping> unanswered = new ArrayDeque<>();
    private long lastPingNs;

    PingWatch(final Limits limits, final long nowNs) {
        intervalNs = limits.pingIntervalMs() * MS_NS;
        timeoutNs = limits.pongTimeoutMs() * MS_NS;
        lastPingNs = nowNs;
    }

    boolean isPingDue(final long nowNs) {
        return nowNs - lastPingNs >= intervalNs;
    }

    void onPing(final String payload, final long nowNs) {
        lastPingNs = nowNs;
        unanswered.add(new Ping(payload, nowNs));
    }

    /** Takes a pong; one for a ping answers those before it too. */
    void onPong(final String payload) {
        if (unanswered.stream().anyMatch(ping -> ping.payload.equals(payload))) {
            while (!unanswered.remove().payload.equals(payload)) {
                // those before it are answered with it
            }
        }
    }

    /** Whether a ping has waited too long for its pong. */
    boolean isTimedOut(final long nowNs) {
        return !unanswered.isEmpty() && nowNs - unanswered.peek().sentNs > timeoutNs;
    }
}
