package io.aggtape.feed.exchange;

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
        System.arraycopy(other.price, 0, price, 0, priceLength);
        System.arraycopy(other.quantity, 0, quantity, 0, quantityLength);
    }
}
