package io.aggtape.journal;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.AggTradeEncoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Writes the record of a trade at the offsets of the schema's generated code, with one check of the bounds a record where
 * that code has one a field. The codes of market and source are those of the schema, as the enums' own tests hold them to.
 */
final class TradeEncoder {
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final int BLOCK = DocumentSeal.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SYMBOL = BLOCK + AggTradeEncoder.BLOCK_LENGTH;
    private static final long HEADER =
            headerField(AggTradeEncoder.BLOCK_LENGTH, MessageHeaderEncoder.blockLengthEncodingOffset())
                    | headerField(AggTradeEncoder.TEMPLATE_ID, MessageHeaderEncoder.templateIdEncodingOffset())
                    | headerField(AggTradeEncoder.SCHEMA_ID, MessageHeaderEncoder.schemaIdEncodingOffset())
                    | headerField(AggTradeEncoder.SCHEMA_VERSION, MessageHeaderEncoder.versionEncodingOffset());
    private static final byte TRUE = (byte) Flag.TRUE.value();
    private static final byte FALSE = (byte) Flag.FALSE.value();
    private static final byte NO_FLAG = (byte) Flag.NULL_VAL.value();
    private static final byte NO_TYPE = (byte) AggTradeDecoder.symbolTypeNullValue();

    private TradeEncoder() {}

    /** Writes a trade at {@code at} and returns how many bytes it took. */
    static int encode(final AggTrade trade, final MutableDirectBuffer buffer, final int at) {
        final byte[] symbol = trade.instrument.utf8;
        final int length = SYMBOL + 1 + symbol.length;
        buffer.boundsCheck(at, length);
        final byte[] base = buffer.byteArray();
        final long start = buffer.addressOffset() + at;
        putInt(base, start, length - DocumentSeal.FRAME_LENGTH);
        putLong(base, start + DocumentSeal.FRAME_LENGTH, HEADER);
        final long block = start + BLOCK;
        putLong(base, block + AggTradeEncoder.idEncodingOffset(), trade.id);
        putLong(base, block + AggTradeEncoder.firstTradeIdEncodingOffset(), trade.firstTradeId);
        putLong(base, block + AggTradeEncoder.lastTradeIdEncodingOffset(), trade.lastTradeId);
        putLong(base, block + AggTradeEncoder.priceMantissaEncodingOffset(), trade.priceMantissa);
        putLong(base, block + AggTradeEncoder.quantityMantissaEncodingOffset(), trade.quantityMantissa);
        putLong(base, block + AggTradeEncoder.tradeTimeUsEncodingOffset(), trade.tradeTimeUs);
        putLong(base, block + AggTradeEncoder.eventTimeUsEncodingOffset(), trade.eventTimeUs);
        putLong(base, block + AggTradeEncoder.receiveTimeNsEncodingOffset(), trade.receiveTimeNs);
        putShort(base, block + AggTradeEncoder.lineEncodingOffset(), (short) trade.line);
        putByte(base, block + AggTradeEncoder.priceExponentEncodingOffset(), trade.priceExponent);
        putByte(base, block + AggTradeEncoder.quantityExponentEncodingOffset(), trade.quantityExponent);
        putByte(
                base,
                block + AggTradeEncoder.marketEncodingOffset(),
                trade.instrument.market().code());
        putByte(base, block + AggTradeEncoder.sourceEncodingOffset(), trade.source.code());
        putByte(base, block + AggTradeEncoder.isBuyerMakerEncodingOffset(), trade.isBuyerMaker ? TRUE : FALSE);
        encodeOptional(trade, base, block);
        putByte(base, start + SYMBOL, symbol.length);
        buffer.putBytes(at + SYMBOL + 1, symbol, 0, symbol.length);
        return length;
    }

    /** What the wire of some markets does not have. */
    private static void encodeOptional(final AggTrade trade, final byte[] base, final long block) {
        putLong(
                base,
                block + AggTradeEncoder.normalQuantityMantissaEncodingOffset(),
                trade.hasNormalQuantity
                        ? trade.normalQuantityMantissa
                        : AggTradeDecoder.normalQuantityMantissaNullValue());
        putByte(
                base,
                block + AggTradeEncoder.normalQuantityExponentEncodingOffset(),
                trade.hasNormalQuantity
                        ? trade.normalQuantityExponent
                        : AggTradeDecoder.normalQuantityExponentNullValue());
        final byte best = trade.bestMatch == 0 ? FALSE : TRUE;
        putByte(
                base,
                block + AggTradeEncoder.bestMatchEncodingOffset(),
                trade.bestMatch == AggTrade.ABSENT ? NO_FLAG : best);
        putByte(
                base,
                block + AggTradeEncoder.symbolTypeEncodingOffset(),
                trade.symbolType == AggTrade.ABSENT ? NO_TYPE : trade.symbolType);
    }

    private static long headerField(final int value, final int offset) {
        return (value & 0xFFFFL) << 8 * offset;
    }

    private static void putLong(final byte[] base, final long address, final long value) {
        UnsafeApi.putLong(base, address, IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    }

    private static void putInt(final byte[] base, final long address, final int value) {
        UnsafeApi.putInt(base, address, IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value));
    }

    private static void putShort(final byte[] base, final long address, final short value) {
        UnsafeApi.putShort(base, address, IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value));
    }

    private static void putByte(final byte[] base, final long address, final int value) {
        UnsafeApi.putByte(base, address, (byte) value);
    }
}
