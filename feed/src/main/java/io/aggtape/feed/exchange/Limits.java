package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;

/**
 * The exchange's rules for its clients; {@link #of} gives Binance's.
 *
 * @param pingIntervalMs how often the server pings each connection, above 0.
 * @param pongTimeoutMs how long a ping may stay unanswered before the connection is closed, above 0.
 * @param lifeMs how long a connection lives, above 0.
 * @param messagesPerSecond how many messages, pings and pongs a client may send in any second.
 * @param streamsPerConnection how many streams one connection may hold.
 * @param weightPerMinute REST request weight a minute; above it the answer is 429.
 * @param maxInFlightBytes what may wait for one slow reader before it is cut off; at pace {@code max} it waits instead.
 */
public record Limits(
        long pingIntervalMs,
        long pongTimeoutMs,
        long lifeMs,
        int messagesPerSecond,
        int streamsPerConnection,
        int weightPerMinute,
        int maxInFlightBytes) {
    private static final long DAY_MS = 86_400_000;
    private static final int STREAMS = 1_024;
    private static final int IN_FLIGHT_BYTES = 16 << 20;

    public Limits {
        if (pingIntervalMs <= 0 || pongTimeoutMs <= 0 || lifeMs <= 0) {
            throw new IllegalArgumentException("ping interval, pong timeout and life are above 0 ms");
        }
        if (messagesPerSecond <= 0 || streamsPerConnection <= 0 || weightPerMinute <= 0 || maxInFlightBytes <= 0) {
            throw new IllegalArgumentException("every limit is above 0");
        }
    }

    /** Binance's own rules of November 2026. */
    public static Limits of(final Market market) {
        return market == Market.SPOT
                ? new Limits(20_000, 60_000, DAY_MS, 5, STREAMS, 6_000, IN_FLIGHT_BYTES)
                : new Limits(180_000, 600_000, DAY_MS, 10, STREAMS, 2_400, IN_FLIGHT_BYTES);
    }

    /** These limits with another ping interval and pong timeout, in ms. */
    public Limits withPings(final long intervalMs, final long timeoutMs) {
        return new Limits(
                intervalMs,
                timeoutMs,
                lifeMs,
                messagesPerSecond,
                streamsPerConnection,
                weightPerMinute,
                maxInFlightBytes);
    }

    /** These limits with another life of a connection, in ms. */
    public Limits withLifeMs(final long ms) {
        return new Limits(
                pingIntervalMs,
                pongTimeoutMs,
                ms,
                messagesPerSecond,
                streamsPerConnection,
                weightPerMinute,
                maxInFlightBytes);
    }

    /** These limits with another REST weight a minute. */
    public Limits withWeightPerMinute(final int weight) {
        return new Limits(
                pingIntervalMs,
                pongTimeoutMs,
                lifeMs,
                messagesPerSecond,
                streamsPerConnection,
                weight,
                maxInFlightBytes);
    }

    /** These limits with another bound for a slow reader, in bytes. */
    public Limits withMaxInFlightBytes(final int bytes) {
        return new Limits(
                pingIntervalMs, pongTimeoutMs, lifeMs, messagesPerSecond, streamsPerConnection, weightPerMinute, bytes);
    }
}
