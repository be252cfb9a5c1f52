package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;

/** The trade of greatest quote value of a window, the earliest of equals. */
final class LargestTrade {
    private static final long NONE = -1;

    long id = NONE;
    long priceMantissa;
    int priceExponent;
    long quantityMantissa;
    int quantityExponent;
    boolean isBuyerMaker;

    private final ExactSum quote = new ExactSum();

    boolean isNone() {
        return id == NONE;
    }

    void clear() {
        id = NONE;
        quote.clear();
    }

    void offer(final AggTrade trade, final ExactSum tradeQuote) {
        if (tradeQuote.compare(quote) > 0 || id == NONE) {
            take(trade);
            quote.set(tradeQuote);
        }
    }

    /** The same with the quote value as the halves of an unsigned number. */
    void offer(final AggTrade trade, final long quoteLow, final long quoteHigh) {
        if (quote.compareUnsigned(quoteLow, quoteHigh) < 0 || id == NONE) {
            take(trade);
            quote.clear();
            quote.addUnsigned(quoteLow, quoteHigh);
        }
    }

    private void take(final AggTrade trade) {
        id = trade.id;
        priceMantissa = trade.priceMantissa;
        priceExponent = trade.priceExponent;
        quantityMantissa = trade.quantityMantissa;
        quantityExponent = trade.quantityExponent;
        isBuyerMaker = trade.isBuyerMaker;
    }

    /** Takes a later window's where that is greater. */
    void offer(final LargestTrade later) {
        if (later.id != NONE && (id == NONE || later.quote.compare(quote) > 0)) {
            set(later);
        }
    }

    void set(final LargestTrade other) {
        id = other.id;
        priceMantissa = other.priceMantissa;
        priceExponent = other.priceExponent;
        quantityMantissa = other.quantityMantissa;
        quantityExponent = other.quantityExponent;
        isBuyerMaker = other.isBuyerMaker;
        quote.set(other.quote);
    }

    void scaleUp(final int quoteDigits) {
        quote.scaleUp(quoteDigits);
    }
}
