package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TradeContent;
import java.util.Arrays;

/**
 * The content of each instrument's last trades, by which a second copy is compared with the first. Grows where copies
 * come later than it reaches back. Owned by one thread; allocates only for new instruments and when it grows.
 */
final class RecentTrades {
    /** What a second copy turned out to be. */
    enum Match {
        /** It says what the first one said. */
        SAME,
        /** It says something else: a data fault. */
        DIFFERENT,
        /** The first one is no longer, or was never, remembered. */
        UNKNOWN
    }

    private static final int ID = 0;
    private static final int FIRST_TRADE_ID = 1;
    private static final int LAST_TRADE_ID = 2;
    private static final int PRICE = 3;
    private static final int QUANTITY = 4;
    private static final int TRADE_TIME_US = 5;
    private static final int EXPONENTS_AND_MAKER = 6;
    private static final int ROW = 8;
    private static final int INITIAL_TRADES = 256;
    private static final int MAX_TRADES = 1 << 16;
    private static final long UNUSED = -1;

    private long[][] rowsByInstrument = new long[64][];

    /** Remembers a trade that was not seen before. */
    void remember(final AggTrade trade) {
        final long[] rows = rowsOf(trade.instrument.index());
        final int row = rowOf(rows, trade.id);
        // A trade that fills an old hole must not push out a newer one.
        if (rows[row + ID] <= trade.id) {
            put(rows, row, trade);
        }
    }

    /** Compares a trade that was seen before: ids, price, quantity, time and side, as numbers. */
    Match match(final AggTrade trade) {
        final int index = trade.instrument.index();
        final long[] rows = rowsOf(index);
        final int row = rowOf(rows, trade.id);
        if (rows[row + ID] != trade.id) {
            if (rows[row + ID] > trade.id && rows.length < MAX_TRADES * ROW) {
                rowsByInstrument[index] = grown(rows);
            }
            return Match.UNKNOWN;
        }
        return isSame(rows, row, trade) ? Match.SAME : Match.DIFFERENT;
    }

    private static boolean isSame(final long[] rows, final int row, final AggTrade trade) {
        final long packed = rows[row + EXPONENTS_AND_MAKER];
        return rows[row + FIRST_TRADE_ID] == trade.firstTradeId
                && rows[row + LAST_TRADE_ID] == trade.lastTradeId
                && (packed & 1) == (trade.isBuyerMaker ? 1 : 0)
                && TradeContent.isSameTime(rows[row + TRADE_TIME_US], trade.tradeTimeUs)
                && TradeContent.isSameDecimal(
                        rows[row + PRICE], (byte) (packed >> 16), trade.priceMantissa, trade.priceExponent)
                && TradeContent.isSameDecimal(
                        rows[row + QUANTITY], (byte) (packed >> 8), trade.quantityMantissa, trade.quantityExponent);
    }

    private static void put(final long[] rows, final int row, final AggTrade trade) {
        rows[row + ID] = trade.id;
        rows[row + FIRST_TRADE_ID] = trade.firstTradeId;
        rows[row + LAST_TRADE_ID] = trade.lastTradeId;
        rows[row + PRICE] = trade.priceMantissa;
        rows[row + QUANTITY] = trade.quantityMantissa;
        rows[row + TRADE_TIME_US] = trade.tradeTimeUs;
        rows[row + EXPONENTS_AND_MAKER] = (trade.priceExponent & 0xFF) << 16
                | (trade.quantityExponent & 0xFF) << 8
                | (trade.isBuyerMaker ? 1 : 0);
    }

    private long[] rowsOf(final int index) {
        if (index >= rowsByInstrument.length) {
            rowsByInstrument = Arrays.copyOf(rowsByInstrument, Math.max(index + 1, rowsByInstrument.length * 2));
        }
        if (rowsByInstrument[index] == null) {
            rowsByInstrument[index] = unused(INITIAL_TRADES);
        }
        return rowsByInstrument[index];
    }

    private static long[] grown(final long[] rows) {
        final long[] twice = unused(rows.length / ROW * 2);
        for (int from = 0; from < rows.length; from += ROW) {
            if (rows[from + ID] != UNUSED) {
                System.arraycopy(rows, from, twice, rowOf(twice, rows[from + ID]), ROW);
            }
        }
        return twice;
    }

    private static int rowOf(final long[] rows, final long id) {
        return ((int) id & (rows.length / ROW - 1)) * ROW;
    }

    private static long[] unused(final int trades) {
        final long[] rows = new long[trades * ROW];
        for (int row = 0; row < rows.length; row += ROW) {
            rows[row + ID] = UNUSED;
        }
        return rows;
    }
}
