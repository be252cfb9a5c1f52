package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;

/** One JSON object a line, with the names of {@code aggtape cat --json}: Binance's own, times in microseconds. */
final class JsonRows implements RowFormat {
    @Override
    public void begin(final AggTrade first, final RowText out) {}

    @Override
    public boolean write(final AggTrade trade, final RowText out) {
        out.add("{\"market\":\"").add(trade.instrument.market().label());
        out.add("\",\"s\":\"").addSymbol(trade.instrument, false);
        out.add("\",\"a\":").add(trade.id).add(",\"p\":\"");
        addDecimal(out, trade.priceMantissa, trade.priceExponent);
        out.add("\",\"q\":\"");
        addDecimal(out, trade.quantityMantissa, trade.quantityExponent);
        if (trade.hasNormalQuantity) {
            out.add("\",\"nq\":\"");
            addDecimal(out, trade.normalQuantityMantissa, trade.normalQuantityExponent);
        }
        out.add("\",\"f\":").add(trade.firstTradeId).add(",\"l\":").add(trade.lastTradeId);
        out.add(",\"T\":").add(trade.tradeTimeUs).add(",\"E\":").add(trade.eventTimeUs);
        out.add(trade.isBuyerMaker ? ",\"m\":true" : ",\"m\":false");
        if (trade.bestMatch != AggTrade.ABSENT) {
            out.add(trade.bestMatch == 1 ? ",\"M\":true" : ",\"M\":false");
        }
        if (trade.symbolType != AggTrade.ABSENT) {
            out.add(",\"st\":").add(trade.symbolType);
        }
        out.add(",\"source\":\"").add(trade.source.name()).add("\",\"line\":").add(trade.line);
        out.add(",\"receiveNs\":").add(trade.receiveTimeNs).add("}\n");
        return true;
    }

    /** With the digits that the tape has. */
    private static void addDecimal(final RowText out, final long mantissa, final int exponent) {
        out.addDecimal(mantissa, exponent, -exponent);
    }
}
