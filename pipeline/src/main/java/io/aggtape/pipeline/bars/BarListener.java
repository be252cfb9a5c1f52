package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.ExactSum;

/** Takes bars as they end, and if it likes the trades of each before that; arguments are valid only during the call. */
@FunctionalInterface
public interface BarListener {
    /** A bar has ended, or the trades have ended within it; see {@link Bar#isClosed}. */
    void onBar(Bar bar);

    /** This much of a trade, in units of 10^-18 base, was added to the open bar. */
    default void onTrade(final Bar bar, final AggTrade trade, final ExactSum base) {}
}
