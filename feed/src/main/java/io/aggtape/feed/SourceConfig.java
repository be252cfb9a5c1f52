package io.aggtape.feed;

import io.aggtape.journal.Market;
import java.util.List;

/**
 * What to record and from where.
 *
 * @param market the market.
 * @param symbols the symbols, in any letter case, at least one.
 * @param streamsPerLine how many streams a connection may carry, 1 to 1,024.
 * @param receiveBufferBytes what a connection reads ahead at most, 64 KiB to 16 MiB.
 * @param network how to reach the exchange.
 */
public record SourceConfig(
        Market market, List<String> symbols, int streamsPerLine, int receiveBufferBytes, NetworkConfig network) {
    /** Checks the ranges and brings the symbols to upper case, each once. */
    public SourceConfig {
        symbols = StreamNames.normalise(symbols);
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("name at least one symbol, for example BTCUSDT");
        }
        if (streamsPerLine < 1 || streamsPerLine > LineConfig.MAX_STREAMS) {
            throw new IllegalArgumentException(
                    "streams a line: 1 to " + LineConfig.MAX_STREAMS + ", not " + streamsPerLine);
        }
        if (receiveBufferBytes < LineConfig.MIN_RECEIVE_BUFFER_BYTES
                || receiveBufferBytes > LineConfig.MAX_RECEIVE_BUFFER_BYTES) {
            throw new IllegalArgumentException("receive buffer: 64 KiB to 16 MiB, not " + receiveBufferBytes);
        }
    }
}
