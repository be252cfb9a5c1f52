package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;

/** One trade on its way from a supply to the wire; a struct that is filled again and again. */
final class TradeRow {
    /** The longest decimal text that is played. */
    static final int MAX_DECIMAL_LENGTH = 40;

    long id;
    /** -1 for Binance's placeholder of an invalidated trade. */
    long firstTradeId;

    long lastTradeId;
    /** Microseconds since the epoch. */
    long timeUs;

    boolean isBuyerMaker;
    boolean isBestMatch;
    /** ASCII, as it stands in the source. */
    final byte[] price = new byte[MAX_DECIMAL_LENGTH];

    int priceLength;
    /** ASCII, as it stands in the source. */
    final byte[] quantity = new byte[MAX_DECIMAL_LENGTH];

    int quantityLength;
    /** ASCII, as it stands in the source. */
    final byte[] normalQuantity = new byte[MAX_DECIMAL_LENGTH];

    /** Whether the source says what {@code M}, {@code nq} and {@code st} were; else they are what they always are. */
    boolean isRecorded;
    /** Where recorded: {@code E}, microseconds since the epoch; the trade's time where the source had none. */
    long eventTimeUs;
    /** Where recorded: 0 without {@code nq}. */
    int normalQuantityLength;
    /** Where recorded: whether there was {@code M}. */
    boolean hasBestMatch;
    /** Where recorded: {@code st}, or {@link AggTrade#ABSENT}. */
    int symbolType;

    /** Takes over another trade. */
    void copyFrom(final TradeRow other) {
        id = other.id;
        firstTradeId = other.firstTradeId;
        lastTradeId = other.lastTradeId;
        timeUs = other.timeUs;
        isBuyerMaker = other.isBuyerMaker;
        isBestMatch = other.isBestMatch;
        priceLength = other.priceLength;
        quantityLength = other.quantityLength;
        isRecorded = other.isRecorded;
        eventTimeUs = other.eventTimeUs;
        normalQuantityLength = other.normalQuantityLength;
        hasBestMatch = other.hasBestMatch;
        symbolType = other.symbolType;
        System.arraycopy(other.price, 0, price, 0, priceLength);
        System.arraycopy(other.quantity, 0, quantity, 0, quantityLength);
        System.arraycopy(other.normalQuantity, 0, normalQuantity, 0, normalQuantityLength);
    }

    /** Takes over a trade of a tape, digit for digit. */
    void copyFrom(final AggTrade trade) {
        id = trade.id;
        firstTradeId = trade.firstTradeId;
        lastTradeId = trade.lastTradeId;
        timeUs = trade.tradeTimeUs;
        isBuyerMaker = trade.isBuyerMaker;
        isBestMatch = trade.bestMatch != 0;
        priceLength = decimal(price, trade.priceMantissa, trade.priceExponent);
        quantityLength = decimal(quantity, trade.quantityMantissa, trade.quantityExponent);
        isRecorded = true;
        eventTimeUs = trade.eventTimeUs == 0 ? trade.tradeTimeUs : trade.eventTimeUs;
        normalQuantityLength = trade.hasNormalQuantity
                ? decimal(normalQuantity, trade.normalQuantityMantissa, trade.normalQuantityExponent)
                : 0;
        hasBestMatch = trade.bestMatch != AggTrade.ABSENT;
        symbolType = trade.symbolType;
    }

    /** Makes it the trade of a later round of its tape, so that ids and times go on where the last round ended. */
    void shift(final ServedTape tape, final TapeSymbol symbol, final long round) {
        id += round * symbol.idSpan();
        if (lastTradeId >= 0) {
            firstTradeId += round * symbol.tradeIdSpan();
            lastTradeId += round * symbol.tradeIdSpan();
        }
        timeUs += round * tape.periodUs();
        eventTimeUs += round * tape.periodUs();
    }

    private static int decimal(final byte[] into, final long mantissa, final int exponent) {
        return GeneratedSupply.decimal(into, mantissa, -exponent, -exponent);
    }
}
