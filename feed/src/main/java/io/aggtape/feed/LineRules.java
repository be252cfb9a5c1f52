package io.aggtape.feed;

/**
 * How a line behaves, whatever it carries.
 *
 * @param receiveBufferBytes what is read at most before frames must leave, 64 KiB to 16 MiB.
 * @param connectTimeoutMs how long each of look-up, TCP, proxy, TLS and upgrade together may take, milliseconds.
 * @param rotation when a healthy connection is replaced.
 */
public record LineRules(int receiveBufferBytes, long connectTimeoutMs, RotationPlan rotation) {
    static final int MIN_RECEIVE_BUFFER_BYTES = 1 << 16;
    static final int MAX_RECEIVE_BUFFER_BYTES = 1 << 24;

    /** Checks the ranges. */
    public LineRules {
        if (receiveBufferBytes < MIN_RECEIVE_BUFFER_BYTES || receiveBufferBytes > MAX_RECEIVE_BUFFER_BYTES) {
            throw new IllegalArgumentException("receive buffer: 64 KiB to 16 MiB, not " + receiveBufferBytes);
        }
        if (connectTimeoutMs < 1) {
            throw new IllegalArgumentException("connect time-out: above 0 ms, not " + connectTimeoutMs);
        }
    }
}
