package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/** Fills a reused trade from its record where it lies; owned by one thread. */
final class TradeRecord {
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FIXED_LENGTH = HEADER_LENGTH + AggTradeDecoder.BLOCK_LENGTH;
    /** The header of every trade that a writer of this version has written. */
    private static final long USUAL_HEADER = AggTradeDecoder.BLOCK_LENGTH
            | (long) AggTradeDecoder.TEMPLATE_ID << Short.SIZE
            | (long) AggTradeDecoder.SCHEMA_ID << 2 * Short.SIZE
            | (long) AggTradeDecoder.SCHEMA_VERSION << 3 * Short.SIZE;

    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == LITTLE_ENDIAN;
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
        return IS_LITTLE_ENDIAN && length > FIXED_LENGTH && buffer.getLong(offset, LITTLE_ENDIAN) == USUAL_HEADER;
    }

    /**
     * Reads one that {@link #isUsual}, at the offsets of the schema's generated code, with one check of the bounds where that
     * code has one a field; returns where it ends.
     */
    int readUsual(final DirectBuffer buffer, final int offset) {
        buffer.boundsCheck(offset, FIXED_LENGTH + 1);
        final byte[] base = buffer.byteArray();
        final long block = buffer.addressOffset() + offset + HEADER_LENGTH;
        trade.id = longAt(base, block + AggTradeDecoder.idEncodingOffset());
        trade.firstTradeId = longAt(base, block + AggTradeDecoder.firstTradeIdEncodingOffset());
        trade.lastTradeId = longAt(base, block + AggTradeDecoder.lastTradeIdEncodingOffset());
        trade.priceMantissa = longAt(base, block + AggTradeDecoder.priceMantissaEncodingOffset());
        trade.priceExponent = exponent(byteAt(base, block + AggTradeDecoder.priceExponentEncodingOffset()));
        trade.quantityMantissa = longAt(base, block + AggTradeDecoder.quantityMantissaEncodingOffset());
        trade.quantityExponent = exponent(byteAt(base, block + AggTradeDecoder.quantityExponentEncodingOffset()));
        takeNormalQuantity(
                longAt(base, block + AggTradeDecoder.normalQuantityMantissaEncodingOffset()),
                byteAt(base, block + AggTradeDecoder.normalQuantityExponentEncodingOffset()));
        trade.tradeTimeUs = longAt(base, block + AggTradeDecoder.tradeTimeUsEncodingOffset());
        trade.eventTimeUs = longAt(base, block + AggTradeDecoder.eventTimeUsEncodingOffset());
        trade.receiveTimeNs = longAt(base, block + AggTradeDecoder.receiveTimeNsEncodingOffset());
        trade.line = UnsafeApi.getShort(base, block + AggTradeDecoder.lineEncodingOffset()) & 0xFFFF;
        takeCodes(
                unsignedAt(base, block + AggTradeDecoder.sourceEncodingOffset()),
                unsignedAt(base, block + AggTradeDecoder.isBuyerMakerEncodingOffset()),
                unsignedAt(base, block + AggTradeDecoder.bestMatchEncodingOffset()),
                unsignedAt(base, block + AggTradeDecoder.symbolTypeEncodingOffset()));
        return takeSymbol(
                buffer, offset + FIXED_LENGTH, unsignedAt(base, block + AggTradeDecoder.marketEncodingOffset()));
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
        takeNormalQuantity(fields.normalQuantityMantissa(), fields.normalQuantityExponent());
        trade.tradeTimeUs = fields.tradeTimeUs();
        trade.eventTimeUs = fields.eventTimeUs();
        trade.receiveTimeNs = fields.receiveTimeNs();
        trade.line = fields.line();
        takeCodes(fields.sourceRaw(), fields.isBuyerMakerRaw(), fields.bestMatchRaw(), fields.symbolType());
        return takeSymbol(buffer, symbolAt, fields.marketRaw());
    }

    private void takeNormalQuantity(final long mantissa, final byte exponent) {
        trade.hasNormalQuantity = mantissa != AggTradeDecoder.normalQuantityMantissaNullValue();
        trade.normalQuantityMantissa = trade.hasNormalQuantity ? mantissa : 0;
        trade.normalQuantityExponent = trade.hasNormalQuantity ? exponent : 0;
    }

    private void takeCodes(
            final short source, final short isBuyerMaker, final short bestMatch, final short symbolType) {
        trade.source = TradeSource.ofCode(source);
        trade.isBuyerMaker = isBuyerMaker == TRUE;
        trade.bestMatch = bestMatch == NULL_FLAG ? AggTrade.ABSENT : bestMatch;
        trade.symbolType = symbolType == AggTradeDecoder.symbolTypeNullValue() ? AggTrade.ABSENT : symbolType;
    }

    private int takeSymbol(final DirectBuffer buffer, final int symbolAt, final short market) {
        final int symbolLength = buffer.getByte(symbolAt) & 0xFF;
        final int symbolOffset = symbolAt + AggTradeDecoder.symbolHeaderLength();
        trade.instrument = instruments.intern(Market.ofCode(market), buffer, symbolOffset, symbolLength);
        return symbolOffset + symbolLength;
    }

    private static long longAt(final byte[] base, final long address) {
        return UnsafeApi.getLong(base, address);
    }

    private static byte byteAt(final byte[] base, final long address) {
        return UnsafeApi.getByte(base, address);
    }

    private static short unsignedAt(final byte[] base, final long address) {
        return (short) (UnsafeApi.getByte(base, address) & 0xFF);
    }

    /** Every one who computes with a price relies on this range. */
    private static int exponent(final byte exponent) {
        if (exponent > 0 || exponent < Decimals.MIN_EXPONENT) {
            throw new IllegalArgumentException("no price or quantity has the exponent " + exponent);
        }
        return exponent;
    }
}
