package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;

/**
 * Binance's own archive files. Spot: no header, 8 columns, 8 decimals, True and False, milliseconds until 2024 and
 * microseconds from 2025-01-01 on, as the file's first trade has it. USD-M and COIN-M: header, 7 columns, trimmed decimals,
 * true and false, milliseconds. Source: the repository binance/binance-public-data.
 */
final class BinanceRows implements RowFormat {
    /** Midnight UTC of 2025-01-01, microseconds since the epoch. */
    static final long SPOT_MICROS_FROM_US = 1_735_689_600_000_000L;

    private static final String FUTURES_HEADER =
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n";
    private static final int SPOT_DECIMALS = 8;
    private static final long MICROS_PER_MILLI = 1_000;

    private final ExportTimeUnit unit;
    private boolean isSpot;
    private boolean isMicros;

    BinanceRows(final ExportTimeUnit unit) {
        this.unit = unit;
    }

    @Override
    public void begin(final AggTrade first, final RowText out) {
        isSpot = first.instrument.market() == Market.SPOT;
        final boolean isMicrosByDate = isSpot && first.tradeTimeUs >= SPOT_MICROS_FROM_US;
        isMicros = unit == ExportTimeUnit.US || unit == ExportTimeUnit.AUTO && isMicrosByDate;
        if (!isSpot) {
            out.add(FUTURES_HEADER);
        }
    }

    @Override
    public boolean write(final AggTrade trade, final RowText out) {
        final int decimals = isSpot ? SPOT_DECIMALS : 0;
        out.add(trade.id).add(',');
        out.addDecimal(trade.priceMantissa, trade.priceExponent, decimals).add(',');
        out.addDecimal(trade.quantityMantissa, trade.quantityExponent, decimals).add(',');
        out.add(trade.firstTradeId).add(',');
        out.add(trade.lastTradeId).add(',');
        out.add(time(trade)).add(',');
        if (isSpot) {
            out.add(trade.isBuyerMaker ? "True," : "False,").add(trade.bestMatch == 0 ? "False\n" : "True\n");
        } else {
            out.add(trade.isBuyerMaker ? "true\n" : "false\n");
        }
        return true;
    }

    private long time(final AggTrade trade) {
        if (isMicros) {
            return trade.tradeTimeUs;
        }
        if (trade.tradeTimeUs % MICROS_PER_MILLI != 0 && unit == ExportTimeUnit.AUTO) {
            throw new ArchiveException(trade.instrument + " id " + trade.id + ": its time " + trade.tradeTimeUs
                    + " us is no whole millisecond, and Binance's file would be in milliseconds"
                    + (isSpot ? ", as it begins before 2025" : "")
                    + ": say --time-unit us, or ms to cut times, or export other days by themselves");
        }
        return Math.floorDiv(trade.tradeTimeUs, MICROS_PER_MILLI);
    }
}
