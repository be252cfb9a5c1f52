package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import java.util.Locale;
import org.agrona.MutableDirectBuffer;

/**
 * Writes one symbol's trades as Binance does, with the field order of the wire: spot {@code e E s a p q f l T m M}, USD-M
 * {@code e E a s p q nq f l T m st}, COIN-M {@code e E a s p q f l T m st}. Archives have no {@code nq}: it repeats
 * {@code q}. Of {@code M}, {@code nq} and {@code st} a trade that was recorded has those that it had.
 */
final class AggTradeEncoder {
    /** No frame is longer. */
    static final int MAX_LENGTH = 768;

    private static final byte[] EVENT = ascii("{\"e\":\"aggTrade\",\"E\":");
    private static final byte[] ID = ascii(",\"a\":");
    private static final byte[] REST_ID = ascii("{\"a\":");
    private static final byte[] PRICE = ascii(",\"p\":\"");
    private static final byte[] QUANTITY = ascii("\",\"q\":\"");
    private static final byte[] NORMAL_QUANTITY = ascii("\",\"nq\":\"");
    private static final byte[] FIRST = ascii("\",\"f\":");
    private static final byte[] LAST = ascii(",\"l\":");
    private static final byte[] TIME = ascii(",\"T\":");
    private static final byte[] MAKER_TRUE = ascii(",\"m\":true");
    private static final byte[] MAKER_FALSE = ascii(",\"m\":false");
    private static final byte[] BEST_TRUE = ascii(",\"M\":true");
    private static final byte[] BEST_FALSE = ascii(",\"M\":false");
    private static final byte[] SYMBOL_TYPE = ascii(",\"st\":");
    private static final byte[] END = ascii("}");

    private final Market market;
    private final int usualSymbolType;
    private final byte[] symbol;
    private final byte[] wrapper;

    AggTradeEncoder(final Market market, final String symbol) {
        this.market = market;
        this.usualSymbolType = switch (market) {
            case SPOT -> AggTrade.ABSENT;
            case USDM -> 1;
            case COINM -> 2;
        };
        this.symbol = (",\"s\":\"" + symbol + '"').getBytes(UTF_8);
        this.wrapper = ("{\"stream\":\"" + streamName(symbol) + "\",\"data\":").getBytes(UTF_8);
    }

    /** The stream that carries a symbol's aggregate trades. */
    static String streamName(final String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@aggTrade";
    }

    /** Writes the payload of a raw stream; returns its length. Times are truncated to ms unless {@code isMicros}. */
    int raw(
            final MutableDirectBuffer buffer,
            final int offset,
            final TradeRow row,
            final long eventTimeUs,
            final boolean isMicros) {
        int at = put(buffer, offset, EVENT);
        at = number(buffer, at, isMicros ? eventTimeUs : eventTimeUs / 1_000);
        if (market == Market.SPOT) {
            at = put(buffer, at, symbol);
            at = put(buffer, at, ID);
            at = number(buffer, at, row.id);
        } else {
            at = put(buffer, at, ID);
            at = number(buffer, at, row.id);
            at = put(buffer, at, symbol);
        }
        at = priceToMaker(buffer, at, row, isMicros);
        if (hasBestMatch(row)) {
            at = put(buffer, at, row.isBestMatch ? BEST_TRUE : BEST_FALSE);
        }
        final int symbolType = row.isRecorded ? row.symbolType : usualSymbolType;
        if (symbolType != AggTrade.ABSENT) {
            at = number(buffer, put(buffer, at, SYMBOL_TYPE), symbolType);
        }
        return put(buffer, at, END) - offset;
    }

    /** Writes the frame of a combined stream; returns its length. */
    int combined(
            final MutableDirectBuffer buffer,
            final int offset,
            final TradeRow row,
            final long eventTimeUs,
            final boolean isMicros) {
        int at = put(buffer, offset, wrapper);
        at += raw(buffer, at, row, eventTimeUs, isMicros);
        buffer.putByte(at, (byte) '}');
        return at + 1 - offset;
    }

    /** Writes one item of a REST page; returns its length. */
    int restItem(final MutableDirectBuffer buffer, final int offset, final TradeRow row, final boolean isMicros) {
        int at = put(buffer, offset, REST_ID);
        at = number(buffer, at, row.id);
        at = priceToMaker(buffer, at, row, isMicros);
        if (hasBestMatch(row)) {
            at = put(buffer, at, row.isBestMatch ? BEST_TRUE : BEST_FALSE);
        }
        return put(buffer, at, END) - offset;
    }

    private boolean hasBestMatch(final TradeRow row) {
        return row.isRecorded ? row.hasBestMatch : market == Market.SPOT;
    }

    private int priceToMaker(
            final MutableDirectBuffer buffer, final int offset, final TradeRow row, final boolean isMicros) {
        int at = put(buffer, offset, PRICE);
        buffer.putBytes(at, row.price, 0, row.priceLength);
        at = put(buffer, at + row.priceLength, QUANTITY);
        buffer.putBytes(at, row.quantity, 0, row.quantityLength);
        at += row.quantityLength;
        if (row.isRecorded && row.normalQuantityLength > 0) {
            at = put(buffer, at, NORMAL_QUANTITY);
            buffer.putBytes(at, row.normalQuantity, 0, row.normalQuantityLength);
            at += row.normalQuantityLength;
        } else if (!row.isRecorded && market == Market.USDM) {
            at = put(buffer, at, NORMAL_QUANTITY);
            buffer.putBytes(at, row.quantity, 0, row.quantityLength);
            at += row.quantityLength;
        }
        at = put(buffer, at, FIRST);
        at = number(buffer, at, row.firstTradeId);
        at = put(buffer, at, LAST);
        at = number(buffer, at, row.lastTradeId);
        at = put(buffer, at, TIME);
        at = number(buffer, at, isMicros ? row.timeUs : row.timeUs / 1_000);
        return put(buffer, at, row.isBuyerMaker ? MAKER_TRUE : MAKER_FALSE);
    }

    private static int put(final MutableDirectBuffer buffer, final int offset, final byte[] bytes) {
        buffer.putBytes(offset, bytes);
        return offset + bytes.length;
    }

    private static int number(final MutableDirectBuffer buffer, final int offset, final long value) {
        return offset + buffer.putLongAscii(offset, value);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(UTF_8);
    }
}
