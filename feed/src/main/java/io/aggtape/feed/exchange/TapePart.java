package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeSelection;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Which trades of which tape are served.
 *
 * @param journal where the tape lies.
 * @param market which market's; empty for the only one that the tape holds.
 * @param selection which symbols and which times.
 */
public record TapePart(Path journal, Optional<Market> market, TapeSelection selection) {
    public TapePart {
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(market, "market");
        Objects.requireNonNull(selection, "selection");
    }

    /** All of a tape of one market. */
    public static TapePart all(final Path journal) {
        return new TapePart(journal, Optional.empty(), TapeSelection.ALL);
    }

    boolean isWanted(final AggTrade trade) {
        return selection.accepts(trade.tradeTimeUs)
                && selection.accepts(trade.instrument)
                && (market.isEmpty() || market.get() == trade.instrument.market());
    }
}
