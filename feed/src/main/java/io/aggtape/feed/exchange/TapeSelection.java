package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Which trades of which tape are served.
 *
 * @param journal where the tape lies.
 * @param market which market's; empty for the only one that the tape holds.
 * @param symbols which symbols, in upper case; none for all.
 * @param fromUs trades of this trade time and later, microseconds since the epoch.
 * @param toUs trades before this trade time, microseconds since the epoch.
 */
public record TapeSelection(Path journal, Optional<Market> market, Set<String> symbols, long fromUs, long toUs) {
    public TapeSelection {
        symbols = Set.copyOf(symbols);
    }

    /** All of a tape of one market. */
    public static TapeSelection all(final Path journal) {
        return new TapeSelection(journal, Optional.empty(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    boolean isInTime(final AggTrade trade) {
        return trade.tradeTimeUs >= fromUs && trade.tradeTimeUs < toUs;
    }

    boolean isWanted(final AggTrade trade) {
        return isInTime(trade)
                && (market.isEmpty() || market.get() == trade.instrument.market())
                && (symbols.isEmpty() || symbols.contains(trade.instrument.symbol()));
    }
}
