package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;

/**
 * Lines of a combined stream as hftbacktest's collector writes and its {@code binancefutures.convert} reads them: the
 * receive time in nanoseconds (19 digits), a blank, JSON. That converter takes the event {@code trade} with
 * {@code "X":"MARKET"} and times in milliseconds, so an aggregate trade is written as one, its id as {@code t}; what is
 * finer than a millisecond in {@code T} is cut. Placeholders are no trades and left out.
 */
final class HftBacktestRows implements RowFormat {
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long LEAST_OF_19_DIGITS = 1_000_000_000_000_000_000L;

    @Override
    public void begin(final AggTrade first, final RowText out) {}

    @Override
    public boolean write(final AggTrade trade, final RowText out) {
        if (trade.isPlaceholder()) {
            return false;
        }
        if (trade.receiveTimeNs < LEAST_OF_19_DIGITS) {
            throw new ArchiveException(trade.instrument + " id " + trade.id + ": its receive time "
                    + trade.receiveTimeNs + " ns has fewer than the 19 digits that hftbacktest's converter reads");
        }
        final long tradeTimeMs = Math.floorDiv(trade.tradeTimeUs, MICROS_PER_MILLI);
        final long eventTimeMs =
                trade.eventTimeUs == 0 ? tradeTimeMs : Math.floorDiv(trade.eventTimeUs, MICROS_PER_MILLI);
        out.add(trade.receiveTimeNs).add(" {\"stream\":\"").addSymbol(trade.instrument, true);
        out.add("@trade\",\"data\":{\"e\":\"trade\",\"E\":").add(eventTimeMs);
        out.add(",\"T\":").add(tradeTimeMs).add(",\"s\":\"").addSymbol(trade.instrument, false);
        out.add("\",\"t\":").add(trade.id).add(",\"p\":\"");
        out.addDecimal(trade.priceMantissa, trade.priceExponent, 0).add("\",\"q\":\"");
        out.addDecimal(trade.quantityMantissa, trade.quantityExponent, 0);
        out.add("\",\"X\":\"MARKET\",\"m\":").add(trade.isBuyerMaker ? "true}}\n" : "false}}\n");
        return true;
    }
}
