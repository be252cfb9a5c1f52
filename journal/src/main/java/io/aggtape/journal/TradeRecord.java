package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** Fills a reused trade from its record where it lies; owned by one thread. */
final class TradeRecord {
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FIXED_LENGTH = HEADER_LENGTH + AggTradeDecoder.BLOCK_LENGTH;
    /** The header of every trade that a writer of this version has written. */
    private static final long USUAL_HEADER = AggTradeDecoder.BLOCK_LENGTH
            | (long) AggTradeDecoder.TEMPLATE_ID << Short.SIZE
            | (long) AggTradeDecoder.SCHEMA_ID << 2 * Short.SIZE
            | (long) AggTradeDecoder.SCHEMA_VERSION << 3 * Short.SIZE;

    private static final short TRUE = Flag.TRUE.value();
    private static final short NULL_FLAG = Flag.NULL_VAL.value();

    private final Instruments instruments;
    private final AggTradeDecoder fields = new AggTradeDecoder();
    private final AggTrade trade = new AggTrade();

    TradeRecord(final Instruments instruments) {
        this.instruments = instruments;
    }

    /** The last one that was read. */
    AggTrade trade() {
        return trade;
    }

    /** Whether a record is a trade of this very version that has all its fixed fields: one look instead of several. */
    static boolean isUsual(final DirectBuffer buffer, final int offset, final int length) {
        return length > FIXED_LENGTH && buffer.getLong(offset, LITTLE_ENDIAN) == USUAL_HEADER;
    }

    /** Reads one that {@link #isUsual}; returns where it ends. */
    int readUsual(final DirectBuffer buffer, final int offset) {
        fields.wrap(buffer, offset + HEADER_LENGTH, AggTradeDecoder.BLOCK_LENGTH, AggTradeDecoder.SCHEMA_VERSION);
        return read(buffer, offset + FIXED_LENGTH);
    }

    /** Reads one of any version; returns where it ends. */
    int read(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        fields.wrapAndApplyHeader(buffer, offset, header);
        return read(buffer, fields.limit());
    }

    private int read(final DirectBuffer buffer, final int symbolAt) {
        trade.id = fields.id();
        trade.firstTradeId = fields.firstTradeId();
        trade.lastTradeId = fields.lastTradeId();
        trade.priceMantissa = fields.priceMantissa();
        trade.priceExponent = exponent(fields.priceExponent());
        trade.quantityMantissa = fields.quantityMantissa();
        trade.quantityExponent = exponent(fields.quantityExponent());
        final long normalQuantity = fields.normalQuantityMantissa();
        trade.hasNormalQuantity = normalQuantity != AggTradeDecoder.normalQuantityMantissaNullValue();
        trade.normalQuantityMantissa = trade.hasNormalQuantity ? normalQuantity : 0;
        trade.normalQuantityExponent = trade.hasNormalQuantity ? fields.normalQuantityExponent() : 0;
        trade.tradeTimeUs = fields.tradeTimeUs();
        trade.eventTimeUs = fields.eventTimeUs();
        trade.receiveTimeNs = fields.receiveTimeNs();
        trade.line = fields.line();
        trade.source = TradeSource.ofCode(fields.sourceRaw());
        trade.isBuyerMaker = fields.isBuyerMakerRaw() == TRUE;
        final short bestMatch = fields.bestMatchRaw();
        trade.bestMatch = bestMatch == NULL_FLAG ? AggTrade.ABSENT : bestMatch;
        final short symbolType = fields.symbolType();
        trade.symbolType = symbolType == AggTradeDecoder.symbolTypeNullValue() ? AggTrade.ABSENT : symbolType;
        final int symbolLength = buffer.getByte(symbolAt) & 0xFF;
        final int symbolOffset = symbolAt + AggTradeDecoder.symbolHeaderLength();
        trade.instrument = instruments.intern(Market.ofCode(fields.marketRaw()), buffer, symbolOffset, symbolLength);
        return symbolOffset + symbolLength;
    }

    /** Every one who computes with a price relies on this range. */
    private static int exponent(final byte exponent) {
        if (exponent > 0 || exponent < Decimals.MIN_EXPONENT) {
            throw new IllegalArgumentException("no price or quantity has the exponent " + exponent);
        }
        return exponent;
    }
}
