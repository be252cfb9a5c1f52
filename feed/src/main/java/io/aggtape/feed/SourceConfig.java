package io.aggtape.feed;

import io.aggtape.journal.Market;
import java.util.List;

/**
 * What to record and from where.
 *
 * @param market the market.
 * @param symbols the symbols, in any letter case, at least one.
 * @param lines how many connections carry each stream, 1 or 2; of two the first arrival counts. 0 only by
 *     {@link #withoutLines()}.
 * @param streamsPerLine how many streams a connection may carry, 1 to 1,024.
 * @param receiveBufferBytes what a connection reads ahead at most, 64 KiB to 16 MiB.
 * @param rotation when a healthy connection is replaced.
 * @param network how to reach the exchange.
 */
public record SourceConfig(
        Market market,
        List<String> symbols,
        int lines,
        int streamsPerLine,
        int receiveBufferBytes,
        RotationPlan rotation,
        NetworkConfig network) {
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
        if (lines < 0 || lines > 2) {
            throw new IllegalArgumentException("lines that carry a stream: 1 or 2, not " + lines);
        }
        new LineRules(receiveBufferBytes, network.connectTimeoutMs(), rotation);
    }

    /** The same with no connection at all: whoever runs that tries out everything but the network. */
    public SourceConfig withoutLines() {
        return new SourceConfig(market, symbols, 0, streamsPerLine, receiveBufferBytes, rotation, network);
    }

    /** How each of its lines behaves. */
    LineRules rules() {
        return new LineRules(receiveBufferBytes, network.connectTimeoutMs(), rotation);
    }
}
