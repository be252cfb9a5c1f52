package io.aggtape.pipeline;

/** Cumulative counts and exact volumes of one kind of trade: bought, sold, or large. */
final class FlowSums {
    /** Aggregate trades. */
    long records;
    /** Underlying trades; exact while there are fewer than 2^63 in all. */
    long trades;

    final ExactSum base = new ExactSum();
    final ExactSum quote = new ExactSum();

    void add(final long tradeCount, final ExactSum tradeBase, final ExactSum tradeQuote) {
        records++;
        trades += tradeCount;
        base.add(tradeBase);
        quote.add(tradeQuote);
    }

    /** The same of volumes of 0 or more: base, and quote as its lower and its upper half. */
    void add(final long tradeCount, final long tradeBase, final long quoteLow, final long quoteHigh) {
        records++;
        trades += tradeCount;
        base.addUnsigned(tradeBase, 0);
        quote.addUnsigned(quoteLow, quoteHigh);
    }

    void set(final FlowSums other) {
        records = other.records;
        trades = other.trades;
        base.set(other.base);
        quote.set(other.quote);
    }

    void setDifference(final FlowSums later, final FlowSums earlier) {
        records = later.records - earlier.records;
        trades = later.trades - earlier.trades;
        base.setDifference(later.base, earlier.base);
        quote.setDifference(later.quote, earlier.quote);
    }

    void scaleUp(final int baseDigits, final int quoteDigits) {
        base.scaleUp(baseDigits);
        quote.scaleUp(quoteDigits);
    }
}
