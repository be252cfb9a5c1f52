package io.aggtape.journal;

/** When two copies of a trade say the same: as numbers, and with times as exact as both sources know them. */
public final class TradeContent {
    private static final long MICROS_PER_MILLI = 1_000;

    private TradeContent() {}

    /** Whether the ids of the single trades, the side, price, quantity and time are the same; not how the copies came. */
    public static boolean isSame(final AggTrade a, final AggTrade b) {
        return a.firstTradeId == b.firstTradeId
                && a.lastTradeId == b.lastTradeId
                && a.isBuyerMaker == b.isBuyerMaker
                && isSameTime(a.tradeTimeUs, b.tradeTimeUs)
                && isSameDecimal(a.priceMantissa, a.priceExponent, b.priceMantissa, b.priceExponent)
                && isSameDecimal(a.quantityMantissa, a.quantityExponent, b.quantityMantissa, b.quantityExponent);
    }

    /** For times in microseconds: a source that knows milliseconds only agrees with one that knows more. */
    public static boolean isSameTime(final long aUs, final long bUs) {
        return aUs == bUs
                || ((aUs % MICROS_PER_MILLI == 0 || bUs % MICROS_PER_MILLI == 0)
                        && Math.floorDiv(aUs, MICROS_PER_MILLI) == Math.floorDiv(bUs, MICROS_PER_MILLI));
    }

    /** Whatever the trailing zeros. */
    public static boolean isSameDecimal(
            final long aMantissa, final int aExponent, final long bMantissa, final int bExponent) {
        return aExponent == bExponent
                ? aMantissa == bMantissa
                : Decimals.compare(aMantissa, aExponent, bMantissa, bExponent) == 0;
    }
}
