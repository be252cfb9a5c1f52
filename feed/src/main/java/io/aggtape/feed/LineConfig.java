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
 * @param rules how it behaves.
 * @param pair where the other line of its pair is.
 */
public record LineConfig(
        LineContext context,
        MarketProfile profile,
        Endpoint endpoint,
        List<String> symbols,
        LineRules rules,
        PairAddresses pair) {
    /** Streams that one connection may carry. */
    public static final int MAX_STREAMS = 1_024;

    /** Checks the number of streams. */
    public LineConfig {
        symbols = List.copyOf(symbols);
        if (symbols.isEmpty() || symbols.size() > MAX_STREAMS) {
            throw new IllegalArgumentException(
                    "a line carries 1 to " + MAX_STREAMS + " streams, not " + symbols.size());
        }
    }
}
