package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import java.math.BigDecimal;

/** One price of a bar as the trade had it: {@code mantissa * 10^exponent}, exponent 0 to -18. */
public final class BarPrice {
    private long mantissa;
    private int exponent;

    BarPrice() {}

    /** The mantissa, 0 or more. */
    public long mantissa() {
        return mantissa;
    }

    /** The exponent, 0 to -18. */
    public int exponent() {
        return exponent;
    }

    /** The price without trailing zeros; allocates. */
    public BigDecimal value() {
        return Numbers.plain(Decimals.toBigDecimal(mantissa, exponent));
    }

    void set(final AggTrade trade) {
        mantissa = trade.priceMantissa;
        exponent = trade.priceExponent;
    }

    void set(final BarPrice other) {
        mantissa = other.mantissa;
        exponent = other.exponent;
    }

    /** Less than, equal to or more than 0 where it is below, at or above the trade's. */
    int compare(final AggTrade trade) {
        return Decimals.compare(mantissa, exponent, trade.priceMantissa, trade.priceExponent);
    }
}
