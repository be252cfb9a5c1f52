package io.aggtape.journal;

/**
 * The hash of a trade's content, by which two tapes can be compared and a changed one found: XXH64 with seed 0 of the 72
 * bytes that the tape's schema describes, the same in every language. How a trade came, and when, does not matter.
 */
public final class TradeHash {
    private static final long P1 = 0x9E37_79B1_85EB_CA87L;
    private static final long P2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long P3 = 0x1656_67B1_9E37_79F9L;
    private static final long P4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long P5 = 0x27D4_EB2F_1656_67C5L;
    private static final int CONTENT_BYTES = 72;
    private static final int LINK_BYTES = 16;

    private TradeHash() {}

    /** Of the ids, the price and the quantity as numbers, the trade time in microseconds and the maker flag. */
    public static long of(final AggTrade trade) {
        final long price = trade.priceMantissa;
        final long priceUnits = unitsOf(trade.priceExponent);
        final long quantity = trade.quantityMantissa;
        final long quantityUnits = unitsOf(trade.quantityExponent);
        long lane1 = round(P1 + P2, trade.id);
        long lane2 = round(P2, trade.firstTradeId);
        long lane3 = round(0, trade.lastTradeId);
        long lane4 = round(-P1, price * priceUnits);
        lane1 = round(lane1, Math.multiplyHigh(price, priceUnits));
        lane2 = round(lane2, quantity * quantityUnits);
        lane3 = round(lane3, Math.multiplyHigh(quantity, quantityUnits));
        lane4 = round(lane4, trade.tradeTimeUs);
        long hash = Long.rotateLeft(lane1, 1)
                + Long.rotateLeft(lane2, 7)
                + Long.rotateLeft(lane3, 12)
                + Long.rotateLeft(lane4, 18);
        hash = merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4);
        return avalanche(addWord(hash + CONTENT_BYTES, trade.isBuyerMaker ? 1 : 0));
    }

    /** The next value of a chain of hashes; a chain starts at 0. */
    static long chain(final long chain, final long hash) {
        return avalanche(addWord(addWord(P5 + LINK_BYTES, chain), hash));
    }

    /** How many units of 10^-18 the mantissa counts. */
    private static long unitsOf(final int exponent) {
        return Decimals.powerOfTen(exponent - Decimals.MIN_EXPONENT);
    }

    private static long round(final long lane, final long word) {
        return Long.rotateLeft(lane + word * P2, 31) * P1;
    }

    private static long merge(final long hash, final long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }

    private static long addWord(final long hash, final long word) {
        return Long.rotateLeft(hash ^ round(0, word), 27) * P1 + P4;
    }

    private static long avalanche(final long mixed) {
        long hash = mixed;
        hash ^= hash >>> 33;
        hash *= P2;
        hash ^= hash >>> 29;
        hash *= P3;
        hash ^= hash >>> 32;
        return hash;
    }
}
