package io.aggtape.journal;

/**
 * One aggregate trade: the struct that the JSON decoder and the tape's codec fill and that listeners read. Valid only
 * during the call that delivers it; {@link #copyFrom} keeps it. Times are microseconds or nanoseconds since the epoch as
 * named; a price is {@code priceMantissa * 10^priceExponent} and likewise the quantities, exponents from 0 to -18.
 */
public final class AggTrade {
    /** {@link #bestMatch} and {@link #symbolType} where the wire had no such field. */
    public static final int ABSENT = -1;

    /** Market and symbol. */
    public Instrument instrument;
    /** {@code a}: aggregate trade id, 0 or more. */
    public long id;
    /** {@code f}: first raw trade id, -1 for Binance's placeholder of an invalidated trade. */
    public long firstTradeId;
    /** {@code l}: last raw trade id, -1 for the placeholder. */
    public long lastTradeId;
    /** {@code p}: mantissa, 0 or more. */
    public long priceMantissa;
    /** {@code p}: exponent, 0 to -18. */
    public int priceExponent;
    /** {@code q}: mantissa, 0 or more; base asset on spot and USD-M, contracts on COIN-M. */
    public long quantityMantissa;
    /** {@code q}: exponent, 0 to -18. */
    public int quantityExponent;
    /** {@code nq}: whether the wire had it (USD-M: the quantity without RPI orders). */
    public boolean hasNormalQuantity;
    /** {@code nq}: mantissa, 0 where absent. */
    public long normalQuantityMantissa;
    /** {@code nq}: exponent, 0 where absent. */
    public int normalQuantityExponent;
    /** {@code T}: trade time, microseconds since the epoch. */
    public long tradeTimeUs;
    /** {@code E}: when the server built the message, microseconds since the epoch; 0 where the source has none. */
    public long eventTimeUs;
    /** {@code m}: the buyer was the maker, so the taker <em>sold</em>. */
    public boolean isBuyerMaker;
    /** {@code M}: 1 true, 0 false, {@link #ABSENT}. */
    public int bestMatch = ABSENT;
    /** {@code st}: 1 USD-M, 2 COIN-M, {@link #ABSENT}; 0 to 127. */
    public int symbolType = ABSENT;
    /** How it reached us. */
    public TradeSource source;
    /** The number of the line that delivered it, 0 to 65,535. */
    public int line;
    /** When the bytes were read from the socket, nanoseconds since the epoch by the local clock. */
    public long receiveTimeNs;

    /** Whether this is Binance's placeholder for a trade that it made invalid: it keeps ids contiguous, no more. */
    public boolean isPlaceholder() {
        return firstTradeId == -1 && lastTradeId == -1;
    }

    /** The number of raw trades in this aggregate: 0 for a placeholder. */
    public long tradeCount() {
        return isPlaceholder() ? 0 : lastTradeId - firstTradeId + 1;
    }

    /** Takes every field of another trade. */
    public void copyFrom(final AggTrade other) {
        instrument = other.instrument;
        id = other.id;
        firstTradeId = other.firstTradeId;
        lastTradeId = other.lastTradeId;
        priceMantissa = other.priceMantissa;
        priceExponent = other.priceExponent;
        quantityMantissa = other.quantityMantissa;
        quantityExponent = other.quantityExponent;
        hasNormalQuantity = other.hasNormalQuantity;
        normalQuantityMantissa = other.normalQuantityMantissa;
        normalQuantityExponent = other.normalQuantityExponent;
        tradeTimeUs = other.tradeTimeUs;
        eventTimeUs = other.eventTimeUs;
        isBuyerMaker = other.isBuyerMaker;
        bestMatch = other.bestMatch;
        symbolType = other.symbolType;
        source = other.source;
        line = other.line;
        receiveTimeNs = other.receiveTimeNs;
    }

    @Override
    public String toString() {
        return instrument + " #" + id + ' ' + (isBuyerMaker ? "SELL " : "BUY ")
                + Decimals.toString(quantityMantissa, quantityExponent) + " @ "
                + Decimals.toString(priceMantissa, priceExponent);
    }
}
