package io.aggtape.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The fields of one JSON object, gathered in any order and judged once all are there, because {@code e} may come last.
 * Of several faults the first in the text counts; a missing field, then the ids, come after them.
 */
final class TradeFields {
    private static final int EVENT = 1;
    private static final int EVENT_TIME = 1 << 1;
    private static final int SYMBOL = 1 << 2;
    private static final int ID = 1 << 3;
    private static final int PRICE = 1 << 4;
    private static final int QUANTITY = 1 << 5;
    private static final int FIRST_ID = 1 << 6;
    private static final int LAST_ID = 1 << 7;
    private static final int TRADE_TIME = 1 << 8;
    private static final int BUYER_MAKER = 1 << 9;
    private static final int REQUIRED = (1 << 10) - 1;
    private static final int BEST_MATCH = 1 << 10;
    private static final int NORMAL_QUANTITY = 1 << 11;
    private static final int SYMBOL_TYPE = 1 << 12;
    private static final int RESULT = 1 << 13;
    private static final int CODE = 1 << 14;
    private static final int MESSAGE = 1 << 15;

    private final AggTrade trade = new AggTrade();
    private final DecimalText decimal = new DecimalText();
    private final UnsafeBuffer symbol = new UnsafeBuffer(0, 0);

    private WireTimeUnit unit;
    private int present;
    private boolean isAggTrade;
    private boolean hasTwoEvents;
    private RejectReason fault;

    /** Forgets the last object. */
    void reset(final WireTimeUnit newUnit) {
        unit = newUnit;
        present = 0;
        isAggTrade = false;
        hasTwoEvents = false;
        fault = null;
        trade.hasNormalQuantity = false;
        trade.normalQuantityMantissa = 0;
        trade.normalQuantityExponent = 0;
        trade.bestMatch = AggTrade.ABSENT;
        trade.symbolType = AggTrade.ABSENT;
    }

    /** Takes one field; the parser stands on its value and is left at the value's end. */
    void take(final String key, final JsonParser parser) throws IOException {
        final JsonToken token = parser.currentToken();
        switch (key) {
            case "e" -> takeEvent(parser, token);
            case "E" -> trade.eventTimeUs = time(EVENT_TIME, parser, token);
            case "s" -> takeSymbol(parser, token);
            case "a" -> trade.id = integer(ID, parser, token);
            case "p" -> {
                takeDecimal(PRICE, parser, token);
                trade.priceMantissa = decimal.mantissa();
                trade.priceExponent = decimal.exponent();
            }
            case "q" -> {
                takeDecimal(QUANTITY, parser, token);
                trade.quantityMantissa = decimal.mantissa();
                trade.quantityExponent = decimal.exponent();
            }
            case "nq" -> {
                takeDecimal(NORMAL_QUANTITY, parser, token);
                trade.hasNormalQuantity = true;
                trade.normalQuantityMantissa = decimal.mantissa();
                trade.normalQuantityExponent = decimal.exponent();
            }
            case "f" -> trade.firstTradeId = integer(FIRST_ID, parser, token);
            case "l" -> trade.lastTradeId = integer(LAST_ID, parser, token);
            case "T" -> trade.tradeTimeUs = time(TRADE_TIME, parser, token);
            case "m" -> trade.isBuyerMaker = flag(BUYER_MAKER, token) != 0;
            case "M" -> trade.bestMatch = flag(BEST_MATCH, token);
            case "st" -> takeSymbolType(parser, token);
            case "result", "error" -> present |= RESULT;
            case "code" -> present |= CODE;
            case "msg" -> present |= MESSAGE;
            default -> {}
        }
        parser.skipChildren();
    }

    /**
     * What the object is, as far as its event type tells; {@link DecodeResult#TRADE} says only that it claims to be
     * one.
     */
    DecodeResult kind() {
        if (hasTwoEvents) {
            fault = RejectReason.DUPLICATE_KEY;
            return DecodeResult.REJECTED;
        }
        if (has(EVENT)) {
            return isAggTrade ? DecodeResult.TRADE : DecodeResult.FOREIGN;
        }
        if (has(RESULT) || has(CODE) && has(MESSAGE)) {
            return DecodeResult.FOREIGN;
        }
        fault = RejectReason.MISSING_FIELD;
        return DecodeResult.REJECTED;
    }

    /** Why the object is no valid trade, or null. */
    RejectReason fault() {
        if (fault != null) {
            return fault;
        }
        if ((present & REQUIRED) != REQUIRED) {
            return RejectReason.MISSING_FIELD;
        }
        if (trade.id < 0 || !trade.isPlaceholder() && (trade.firstTradeId < 0 || trade.lastTradeId < 0)) {
            return RejectReason.NEGATIVE_ID;
        }
        return trade.lastTradeId < trade.firstTradeId ? RejectReason.LAST_ID_BEFORE_FIRST : null;
    }

    /** Writes the fields of a trade without fault; where it came from is not ours to say. */
    void copyTo(final AggTrade out, final Instruments instruments, final Market market) {
        out.instrument = instruments.intern(market, symbol, 0, symbol.capacity());
        out.id = trade.id;
        out.firstTradeId = trade.firstTradeId;
        out.lastTradeId = trade.lastTradeId;
        out.priceMantissa = trade.priceMantissa;
        out.priceExponent = trade.priceExponent;
        out.quantityMantissa = trade.quantityMantissa;
        out.quantityExponent = trade.quantityExponent;
        out.hasNormalQuantity = trade.hasNormalQuantity;
        out.normalQuantityMantissa = trade.normalQuantityMantissa;
        out.normalQuantityExponent = trade.normalQuantityExponent;
        out.tradeTimeUs = trade.tradeTimeUs;
        out.eventTimeUs = trade.eventTimeUs;
        out.isBuyerMaker = trade.isBuyerMaker;
        out.bestMatch = trade.bestMatch;
        out.symbolType = trade.symbolType;
    }

    private void takeEvent(final JsonParser parser, final JsonToken token) throws IOException {
        hasTwoEvents |= has(EVENT);
        present |= EVENT;
        isAggTrade = token == JsonToken.VALUE_STRING && "aggTrade".equals(parser.getText());
    }

    private void takeSymbol(final JsonParser parser, final JsonToken token) throws IOException {
        mark(SYMBOL);
        final byte[] utf8 =
                token == JsonToken.VALUE_STRING ? parser.getText().getBytes(StandardCharsets.UTF_8) : new byte[0];
        if (utf8.length == 0 || utf8.length > Instrument.MAX_SYMBOL_BYTES) {
            fail(RejectReason.INVALID_SYMBOL);
        } else {
            symbol.wrap(utf8);
        }
    }

    private void takeDecimal(final int field, final JsonParser parser, final JsonToken token) throws IOException {
        mark(field);
        if (token != JsonToken.VALUE_STRING) {
            fail(RejectReason.DECIMAL_NOT_A_STRING);
            return;
        }
        final RejectReason reason =
                decimal.read(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (reason != null) {
            fail(reason);
        }
    }

    /** A type that is no integer from 0 to 127 is like an unknown field: no reason to lose a trade. */
    private void takeSymbolType(final JsonParser parser, final JsonToken token) throws IOException {
        mark(SYMBOL_TYPE);
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 4) {
            final int type = Integer.parseInt(parser.getText());
            if (type >= 0 && type <= Byte.MAX_VALUE) {
                trade.symbolType = type;
            }
        }
    }

    private int flag(final int field, final JsonToken token) {
        mark(field);
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            fail(RejectReason.FLAG_NOT_A_BOOLEAN);
        }
        return token == JsonToken.VALUE_TRUE ? 1 : 0;
    }

    private long time(final int field, final JsonParser parser, final JsonToken token) throws IOException {
        final RejectReason earlier = fault;
        final long time = integer(field, parser, token);
        if (earlier == null && fault == null && !unit.isInRange(time)) {
            fail(RejectReason.TIME_OUT_OF_RANGE);
        }
        return unit.toMicros(time);
    }

    private long integer(final int field, final JsonParser parser, final JsonToken token) throws IOException {
        mark(field);
        if (token != JsonToken.VALUE_NUMBER_INT) {
            fail(RejectReason.NOT_AN_INTEGER);
            return 0;
        }
        final char[] text = parser.getTextCharacters();
        final int offset = parser.getTextOffset();
        final int end = offset + parser.getTextLength();
        final boolean isNegative = text[offset] == '-';
        // Counted downwards, because the least long has no positive twin.
        long negated = 0;
        for (int i = isNegative ? offset + 1 : offset; i < end; i++) {
            final int digit = text[i] - '0';
            if (negated < (Long.MIN_VALUE + digit) / 10) {
                fail(RejectReason.INTEGER_OVERFLOW);
                return 0;
            }
            negated = 10 * negated - digit;
        }
        if (!isNegative && negated == Long.MIN_VALUE) {
            fail(RejectReason.INTEGER_OVERFLOW);
        }
        return isNegative ? negated : -negated;
    }

    private void mark(final int field) {
        if (has(field)) {
            fail(RejectReason.DUPLICATE_KEY);
        }
        present |= field;
    }

    private boolean has(final int field) {
        return (present & field) != 0;
    }

    private void fail(final RejectReason reason) {
        if (fault == null) {
            fault = reason;
        }
    }
}
