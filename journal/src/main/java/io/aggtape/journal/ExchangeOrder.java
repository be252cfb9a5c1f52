package io.aggtape.journal;

import java.util.Comparator;

/**
 * The order in which an exchange made trades, as far as they tell: by {@code T}, then market (spot, USD-M, COIN-M),
 * then symbol (by its characters), then id. Copies of one trade follow in an order that does not depend on the tapes
 * they come from: first what came by a line, then by receive time, line, price and quantity.
 */
final class ExchangeOrder implements Comparator<AggTrade> {
    static final ExchangeOrder INSTANCE = new ExchangeOrder();

    private ExchangeOrder() {}

    @Override
    public int compare(final AggTrade a, final AggTrade b) {
        return a.tradeTimeUs == b.tradeTimeUs ? compareAtOneTime(a, b) : Long.compare(a.tradeTimeUs, b.tradeTimeUs);
    }

    /** The rest of it. */
    static int compareAtOneTime(final AggTrade a, final AggTrade b) {
        if (a.instrument != b.instrument) {
            final int byMarket = a.instrument.market().compareTo(b.instrument.market());
            return byMarket != 0 ? byMarket : a.instrument.symbol().compareTo(b.instrument.symbol());
        }
        return a.id == b.id ? compareCopies(a, b) : Long.compare(a.id, b.id);
    }

    private static int compareCopies(final AggTrade a, final AggTrade b) {
        if (isLive(a) != isLive(b)) {
            return isLive(a) ? -1 : 1;
        }
        int order = Long.compare(a.receiveTimeNs, b.receiveTimeNs);
        order = order != 0 ? order : Integer.compare(a.line, b.line);
        order = order != 0 ? order : Long.compare(a.priceMantissa, b.priceMantissa);
        return order != 0 ? order : Long.compare(a.quantityMantissa, b.quantityMantissa);
    }

    private static boolean isLive(final AggTrade trade) {
        return trade.source == TradeSource.LINE_A || trade.source == TradeSource.LINE_B;
    }
}
