package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;

/**
 * One symbol of a tape that is served: its ids, its digits, and where its trades lie. Those whose ids rise above all before
 * them are kept apart from those that came late: filled by another line, or by a repair.
 */
final class TapeSymbol {
    private final int index;
    private final String name;
    private final Stretches risen = new Stretches();
    private final Stretches late = new Stretches();
    private long firstId = Long.MAX_VALUE;
    private long lastId = -1;
    private long firstTradeId = Long.MAX_VALUE;
    private long lastTradeId = -1;
    private long trades;
    private int priceScale;
    private int quantityScale;

    TapeSymbol(final int index, final String name) {
        this.index = index;
        this.name = name;
    }

    /** Its place among the symbols of the tape. */
    int index() {
        return index;
    }

    String name() {
        return name;
    }

    long firstId() {
        return firstId;
    }

    long trades() {
        return trades;
    }

    int priceScale() {
        return priceScale;
    }

    int quantityScale() {
        return quantityScale;
    }

    /** Whether an id lies within those that the tape had when it was read. */
    boolean hasId(final long id) {
        return id >= firstId && id <= lastId;
    }

    /** How many ids there are from the first to the last; by so many they go up each time the tape begins again. */
    long idSpan() {
        return lastId - firstId + 1;
    }

    /** The same of raw trade ids. */
    long tradeIdSpan() {
        return lastTradeId < 0 ? 0 : lastTradeId - firstTradeId + 1;
    }

    Stretches risen() {
        return risen;
    }

    Stretches late() {
        return late;
    }

    /** Notes a trade in the order of the tape, before which so many of all symbols are served. */
    void add(final AggTrade trade, final Stretches.Document document, final long ordinal) {
        final boolean isLate = trade.id <= lastId;
        (isLate ? late : risen).add(trade, document, ordinal, isLate);
        trades++;
        firstId = Math.min(firstId, trade.id);
        lastId = Math.max(lastId, trade.id);
        if (!trade.isPlaceholder()) {
            firstTradeId = Math.min(firstTradeId, trade.firstTradeId);
            lastTradeId = Math.max(lastTradeId, trade.lastTradeId);
        }
        priceScale = scale(trade.priceMantissa, trade.priceExponent, priceScale);
        quantityScale = scale(trade.quantityMantissa, trade.quantityExponent, quantityScale);
    }

    /** All trades were noted. */
    void seal() {
        risen.seal();
        late.seal();
        risen.coverTimes(late);
    }

    /** The fraction digits without zeros at the end, at least as many as before. */
    private static int scale(final long mantissa, final int exponent, final int before) {
        int scale = -exponent;
        long rest = mantissa;
        while (scale > before && rest % 10 == 0) {
            rest /= 10;
            scale--;
        }
        return Math.max(scale, before);
    }
}
