package io.aggtape.feed.doctor;

import io.aggtape.feed.LineConfig;
import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.SourceConfig;
import io.aggtape.feed.StreamNames;
import io.aggtape.journal.Market;
import java.util.List;

/**
 * What the tests of the network are to reach, and how long each may take. Look-up, TCP, proxy, TLS, upgrade, subscription
 * and ping each have the network's connect time-out.
 *
 * @param market the market.
 * @param symbols the symbols whose streams are tried, 1 to 1,024, in any letter case.
 * @param network how to reach the exchange.
 * @param limits how long other tests may take.
 * @param weightShare which part of REST's weight limit may be used, above 0 and at most 1.
 * @param moreLines how many lines a recorder would open besides the one that is tried.
 * @param moreSymbols how many symbols only they would carry.
 */
public record NetworkCheckConfig(
        Market market,
        List<String> symbols,
        NetworkConfig network,
        CheckLimits limits,
        double weightShare,
        int moreLines,
        int moreSymbols) {
    /** Checks the ranges and brings the symbols to upper case, each once. */
    public NetworkCheckConfig {
        symbols = StreamNames.normalise(symbols);
        if (symbols.isEmpty() || symbols.size() > LineConfig.MAX_STREAMS) {
            throw new IllegalArgumentException(
                    "a connection carries 1 to " + LineConfig.MAX_STREAMS + " streams, not " + symbols.size());
        }
        if (!(weightShare > 0 && weightShare <= 1)) {
            throw new IllegalArgumentException("share of REST's weight: above 0 and at most 1, not " + weightShare);
        }
    }

    /** The first line that a recorder of this source with so many feed threads would open. */
    public static NetworkCheckConfig of(
            final SourceConfig source, final int feedThreads, final double weightShare, final CheckLimits limits) {
        final List<List<String>> groups = source.groups(feedThreads);
        final List<String> first = groups.get(0);
        return new NetworkCheckConfig(
                source.market(),
                first,
                source.network(),
                limits,
                weightShare,
                groups.size() * source.lines() - 1,
                source.symbols().size() - first.size());
    }
}
