package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.TradeContent;
import java.util.List;
import java.util.Locale;

/** The fields of a trade in which a tape and an archive can differ. */
public enum TradeField {
    /** The price as a number. */
    PRICE,
    /** The quantity as a number. */
    QUANTITY,
    /** The first raw trade id. */
    FIRST_ID,
    /** The last raw trade id. */
    LAST_ID,
    /** The trade time, in the coarser unit of both. */
    TIME,
    /** Whether the buyer was the maker. */
    IS_BUYER_MAKER;

    /** All, without a copy each time. */
    static final List<TradeField> ALL = List.of(values());

    /** As reports name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String text(final AggTrade trade) {
        switch (this) {
            case PRICE:
                return Decimals.toString(trade.priceMantissa, trade.priceExponent);
            case QUANTITY:
                return Decimals.toString(trade.quantityMantissa, trade.quantityExponent);
            case FIRST_ID:
                return Long.toString(trade.firstTradeId);
            case LAST_ID:
                return Long.toString(trade.lastTradeId);
            case TIME:
                return trade.tradeTimeUs + " us";
            default:
                return Boolean.toString(trade.isBuyerMaker);
        }
    }

    boolean isSame(final AggTrade a, final AggTrade b) {
        switch (this) {
            case PRICE:
                return TradeContent.isSameDecimal(a.priceMantissa, a.priceExponent, b.priceMantissa, b.priceExponent);
            case QUANTITY:
                return TradeContent.isSameDecimal(
                        a.quantityMantissa, a.quantityExponent, b.quantityMantissa, b.quantityExponent);
            case FIRST_ID:
                return a.firstTradeId == b.firstTradeId;
            case LAST_ID:
                return a.lastTradeId == b.lastTradeId;
            case TIME:
                return TradeContent.isSameTime(a.tradeTimeUs, b.tradeTimeUs);
            default:
                return a.isBuyerMaker == b.isBuyerMaker;
        }
    }
}
