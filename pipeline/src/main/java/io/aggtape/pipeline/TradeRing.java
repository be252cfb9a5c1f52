package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.TradeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The last trades of one symbol, a row of longs each, so that a trade touches two cache lines and not one a field. One
 * thread writes and never waits; any thread reads, and sees by a row's stamp whether the writer has been there
 * meanwhile.
 */
final class TradeRing {
    private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle WRITTEN;
    private static final TradeSource[] SOURCES = TradeSource.values();

    /** 1 + the number of the trade in the row; less than 1 while it is being written. */
    private static final int STAMP = 0;

    private static final int ID = 1;
    private static final int FIRST_ID = 2;
    private static final int LAST_ID = 3;
    private static final int PRICE = 4;
    private static final int QUANTITY = 5;
    private static final int NORMAL_QUANTITY = 6;
    private static final int TRADE_TIME = 7;
    private static final int EVENT_TIME = 8;
    private static final int RECEIVE_TIME = 9;
    private static final int SMALL = 10;
    private static final int ROW = 11;

    /** Where the small fields lie in {@link #SMALL}: exponents negated, values that may be absent plus 1. */
    private static final int QUANTITY_EXPONENT_AT = 8;

    private static final int NORMAL_EXPONENT_AT = 16;
    private static final int HAS_NORMAL_AT = 24;
    private static final int IS_BUYER_MAKER_AT = 25;
    private static final int BEST_MATCH_AT = 26;
    private static final int SOURCE_AT = 28;
    private static final int SYMBOL_TYPE_AT = 32;
    private static final int LINE_AT = 40;

    static {
        try {
            WRITTEN = MethodHandles.lookup().findVarHandle(TradeRing.class, "written", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Instrument instrument;
    private final long[] rows;
    private final int mask;

    /** How many trades there have been; the writer's, read by others through {@link #WRITTEN}. */
    private long written;

    TradeRing(final Instrument instrument, final int capacity) {
        this.instrument = instrument;
        this.rows = new long[capacity * ROW];
        this.mask = capacity - 1;
    }

    void write(final AggTrade trade) {
        final long number = written;
        final int row = (int) (number & mask) * ROW;
        ROWS.setOpaque(rows, row + STAMP, -1L);
        VarHandle.storeStoreFence();
        rows[row + ID] = trade.id;
        rows[row + FIRST_ID] = trade.firstTradeId;
        rows[row + LAST_ID] = trade.lastTradeId;
        rows[row + PRICE] = trade.priceMantissa;
        rows[row + QUANTITY] = trade.quantityMantissa;
        rows[row + NORMAL_QUANTITY] = trade.normalQuantityMantissa;
        rows[row + TRADE_TIME] = trade.tradeTimeUs;
        rows[row + EVENT_TIME] = trade.eventTimeUs;
        rows[row + RECEIVE_TIME] = trade.receiveTimeNs;
        rows[row + SMALL] = small(trade);
        ROWS.setRelease(rows, row + STAMP, number + 1);
        WRITTEN.setRelease(this, number + 1);
    }

    long written() {
        return (long) WRITTEN.getAcquire(this);
    }

    /**
     * Reads the trade of this number, 0 or more; false where it has been overwritten. {@code into} is then undefined.
     */
    boolean read(final long number, final AggTrade into) {
        final int row = (int) (number & mask) * ROW;
        if ((long) ROWS.getAcquire(rows, row + STAMP) != number + 1) {
            return false;
        }
        into.instrument = instrument;
        into.id = rows[row + ID];
        into.firstTradeId = rows[row + FIRST_ID];
        into.lastTradeId = rows[row + LAST_ID];
        into.priceMantissa = rows[row + PRICE];
        into.quantityMantissa = rows[row + QUANTITY];
        into.normalQuantityMantissa = rows[row + NORMAL_QUANTITY];
        into.tradeTimeUs = rows[row + TRADE_TIME];
        into.eventTimeUs = rows[row + EVENT_TIME];
        into.receiveTimeNs = rows[row + RECEIVE_TIME];
        final long small = rows[row + SMALL];
        VarHandle.loadLoadFence();
        if ((long) ROWS.getOpaque(rows, row + STAMP) != number + 1) {
            return false;
        }
        spread(small, into);
        return true;
    }

    private static long small(final AggTrade trade) {
        return -trade.priceExponent
                | (long) -trade.quantityExponent << QUANTITY_EXPONENT_AT
                | (long) -trade.normalQuantityExponent << NORMAL_EXPONENT_AT
                | (trade.hasNormalQuantity ? 1L << HAS_NORMAL_AT : 0)
                | (trade.isBuyerMaker ? 1L << IS_BUYER_MAKER_AT : 0)
                | (long) (trade.bestMatch + 1) << BEST_MATCH_AT
                | (trade.source == null ? 0 : trade.source.ordinal() + 1L) << SOURCE_AT
                | (long) (trade.symbolType + 1) << SYMBOL_TYPE_AT
                | (long) trade.line << LINE_AT;
    }

    private static void spread(final long small, final AggTrade into) {
        into.priceExponent = -(int) (small & 0xff);
        into.quantityExponent = -(int) (small >>> QUANTITY_EXPONENT_AT & 0xff);
        into.normalQuantityExponent = -(int) (small >>> NORMAL_EXPONENT_AT & 0xff);
        into.hasNormalQuantity = (small >>> HAS_NORMAL_AT & 1) != 0;
        into.isBuyerMaker = (small >>> IS_BUYER_MAKER_AT & 1) != 0;
        into.bestMatch = (int) (small >>> BEST_MATCH_AT & 3) - 1;
        final int source = (int) (small >>> SOURCE_AT & 0xf);
        into.source = source == 0 ? null : SOURCES[source - 1];
        into.symbolType = (int) (small >>> SYMBOL_TYPE_AT & 0xff) - 1;
        into.line = (int) (small >>> LINE_AT);
    }
}
