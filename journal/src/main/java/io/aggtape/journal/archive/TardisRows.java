package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;

/**
 * Tardis's CSV of trades: {@code exchange,symbol,timestamp,local_timestamp,id,side,price,amount}, times in microseconds,
 * the side of the taker. Source: docs.tardis.dev, "downloadable CSV files". Placeholders are no trades and left out.
 */
final class TardisRows implements RowFormat {
    private static final long NANOS_PER_MICRO = 1_000;

    @Override
    public void begin(final AggTrade first, final RowText out) {
        out.add("exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n");
    }

    @Override
    public boolean write(final AggTrade trade, final RowText out) {
        if (trade.isPlaceholder()) {
            return false;
        }
        out.add(exchangeOf(trade)).add(',');
        out.addSymbol(trade.instrument, false).add(',');
        out.add(trade.tradeTimeUs).add(',');
        out.add(Math.floorDiv(trade.receiveTimeNs, NANOS_PER_MICRO)).add(',');
        out.add(trade.id).add(',');
        out.add(trade.isBuyerMaker ? "sell," : "buy,");
        out.addDecimal(trade.priceMantissa, trade.priceExponent, 0).add(',');
        out.addDecimal(trade.quantityMantissa, trade.quantityExponent, 0).add('\n');
        return true;
    }

    private static String exchangeOf(final AggTrade trade) {
        switch (trade.instrument.market()) {
            case USDM:
                return "binance-futures";
            case COINM:
                return "binance-delivery";
            default:
                return "binance";
        }
    }
}
