package io.aggtape.pipeline;

/** All that {@link OrderFlow} sums of one instrument, since start; a window is the difference of two of these. */
final class FlowTotals {
    final FlowSums buy = new FlowSums();
    final FlowSums sell = new FlowSums();
    final FlowSums large = new FlowSums();

    private final FlowSums[] sides = {buy, sell};

    /** What the taker bought, or sold where the buyer is the maker; a choice without a branch, for it is chance. */
    FlowSums sideOf(final boolean isBuyerMaker) {
        return sides[isBuyerMaker ? 1 : 0];
    }

    void set(final FlowTotals other) {
        buy.set(other.buy);
        sell.set(other.sell);
        large.set(other.large);
    }

    void setDifference(final FlowTotals later, final FlowTotals earlier) {
        buy.setDifference(later.buy, earlier.buy);
        sell.setDifference(later.sell, earlier.sell);
        large.setDifference(later.large, earlier.large);
    }

    void scaleUp(final int baseDigits, final int quoteDigits) {
        buy.scaleUp(baseDigits, quoteDigits);
        sell.scaleUp(baseDigits, quoteDigits);
        large.scaleUp(baseDigits, quoteDigits);
    }
}
