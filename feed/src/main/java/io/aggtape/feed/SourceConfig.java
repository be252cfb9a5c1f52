package io.aggtape.feed;

import io.aggtape.journal.Market;
import java.net.URI;
import java.util.List;
import java.util.Map;

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
    /** Never dialled, and no exchange whose REST is known. */
    private static final URI NOWHERE = URI.create("ws://localhost:9");

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

    /** The same with no connection at all, and with nothing that one would need, such as certificates. */
    public SourceConfig withoutLines() {
        final NetworkConfig nowhere =
                new NetworkConfig(NOWHERE, null, null, null, Map.of(), network.connectTimeoutMs());
        return new SourceConfig(market, symbols, 0, streamsPerLine, receiveBufferBytes, rotation, nowhere);
    }

    /**
     * The symbols that share a line, or a pair of lines, each.
     *
     * @param feedThreads how many threads want lines of their own, from 1.
     */
    public List<List<String>> groups(final int feedThreads) {
        return LinePlan.share(symbols, streamsPerLine, feedThreads);
    }

    /** How each of its lines behaves. */
    LineRules rules() {
        return new LineRules(receiveBufferBytes, network.connectTimeoutMs(), rotation);
    }
}
