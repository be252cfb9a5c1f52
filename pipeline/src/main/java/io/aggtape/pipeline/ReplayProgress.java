package io.aggtape.pipeline;

/**
 * How far a replay is.
 *
 * @param fraction about which part of the tape was read, from 0 to 1; of what it reads ahead while it prepares.
 * @param isPreparing whether it reads ahead for what it delivers first.
 * @param trades how many were delivered.
 * @param tapeTimeNs the tape's time, nanoseconds since the epoch; 0 before the first callback.
 */
public record ReplayProgress(double fraction, boolean isPreparing, long trades, long tapeTimeNs) {}
