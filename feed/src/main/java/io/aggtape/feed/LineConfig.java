package io.aggtape.feed;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.pipeline.LineContext;
import java.util.List;

/**
 * What one line needs to know.
 *
 * @param context the line's number, market and time unit.
 * @param profile the market's rules.
 * @param endpoint the server, with the route as path.
 * @param symbols the symbols whose trades it reads, 1 to 1,024.
 * @param receiveBufferBytes what is read at most before frames must leave, 64 KiB to 16 MiB.
 * @param connectTimeoutMs how long each of look-up, TCP, proxy, TLS and upgrade together may take, milliseconds.
 */
public record LineConfig(
        LineContext context,
        MarketProfile profile,
        Endpoint endpoint,
        List<String> symbols,
        int receiveBufferBytes,
        long connectTimeoutMs) {
    /** Streams that one connection may carry. */
    public static final int MAX_STREAMS = 1_024;

    static final int MIN_RECEIVE_BUFFER_BYTES = 1 << 16;
    static final int MAX_RECEIVE_BUFFER_BYTES = 1 << 24;

    /** Checks the ranges. */
    public LineConfig {
        symbols = List.copyOf(symbols);
        if (symbols.isEmpty() || symbols.size() > MAX_STREAMS) {
            throw new IllegalArgumentException(
                    "a line carries 1 to " + MAX_STREAMS + " streams, not " + symbols.size());
        }
        if (receiveBufferBytes < MIN_RECEIVE_BUFFER_BYTES || receiveBufferBytes > MAX_RECEIVE_BUFFER_BYTES) {
            throw new IllegalArgumentException("receive buffer: 64 KiB to 16 MiB, not " + receiveBufferBytes);
        }
        if (connectTimeoutMs < 1) {
            throw new IllegalArgumentException("connect time-out: above 0 ms, not " + connectTimeoutMs);
        }
    }
}
