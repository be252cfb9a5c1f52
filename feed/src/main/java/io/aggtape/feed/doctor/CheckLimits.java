package io.aggtape.feed.doctor;

/**
 * How long tests of the network may take, all in milliseconds and from 1.
 *
 * @param tradeMs how long the first trade of every stream may take.
 * @param lookMs how long a stream may be silent before REST is asked whether its symbol exists.
 * @param sampleMs how long trades are collected at most before their ids are compared.
 * @param restMs how long a question to REST may take.
 * @param idsMs how long the test of the ids may take with all that it asks REST.
 */
public record CheckLimits(long tradeMs, long lookMs, long sampleMs, long restMs, long idsMs) {
    /** How long each may take where nobody says otherwise. */
    public static final CheckLimits DEFAULT = new CheckLimits(60_000, 5_000, 5_000, 15_000, 30_000);

    /** Checks the ranges. */
    public CheckLimits {
        if (tradeMs < 1 || lookMs < 1 || sampleMs < 1 || restMs < 1 || idsMs < 1) {
            throw new IllegalArgumentException("every time-out of the doctor is at least 1 ms");
        }
    }

    /** The same with another time-out for first trades. */
    public CheckLimits withTradeMs(final long ms) {
        return new CheckLimits(ms, lookMs, sampleMs, restMs, idsMs);
    }

    /** The same with another time-out for a question to REST. */
    public CheckLimits withRestMs(final long ms) {
        return new CheckLimits(tradeMs, lookMs, sampleMs, ms, idsMs);
    }
}
