package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.AggTradeEncoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.MarketCode;
import io.aggtape.journal.sbe.MessageHeaderEncoder;
import io.aggtape.journal.sbe.SourceCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TradeEncoderTest {
    private static final int CAPACITY = 512;
    private static final int AT = 24;

    private final Instruments instruments = new Instruments();

    @Test
    void shouldWriteWhatTheSchemasOwnCodeWrites() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final AggTrade trade = RandomTrades.next(random, instruments);
            final UnsafeBuffer ours = random.nextBoolean()
                    ? new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY))
                    : new UnsafeBuffer(new byte[CAPACITY]);
            final UnsafeBuffer theirs = new UnsafeBuffer(new byte[CAPACITY]);
            final int length = TradeEncoder.encode(trade, ours, AT);
            assertThat(length).as(Seeds.describe(seed)).isEqualTo(encodeBySchema(trade, theirs));
            assertThat(bytes(ours)).as(Seeds.describe(seed)).isEqualTo(bytes(theirs));
        }
    }

    @Test
    void shouldRefuseABufferThatIsTooShort() {
        final AggTrade trade = RandomTrades.next(new SplittableRandom(1), instruments);
        final int length = TradeEncoder.encode(trade, new UnsafeBuffer(new byte[CAPACITY]), 0);
        final UnsafeBuffer tooShort = new UnsafeBuffer(ByteBuffer.allocateDirect(length - 1));
        assertThatThrownBy(() -> TradeEncoder.encode(trade, tooShort, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(bytes(tooShort)).containsOnly((byte) 0);
    }

    private static int encodeBySchema(final AggTrade trade, final UnsafeBuffer buffer) {
        final byte[] symbol = trade.instrument.utf8;
        final AggTradeEncoder encoder = new AggTradeEncoder()
                .wrapAndApplyHeader(buffer, AT + Integer.BYTES, new MessageHeaderEncoder())
                .id(trade.id)
                .firstTradeId(trade.firstTradeId)
                .lastTradeId(trade.lastTradeId)
                .priceMantissa(trade.priceMantissa)
                .quantityMantissa(trade.quantityMantissa)
                .tradeTimeUs(trade.tradeTimeUs)
                .eventTimeUs(trade.eventTimeUs)
                .receiveTimeNs(trade.receiveTimeNs)
                .line(trade.line)
                .priceExponent((byte) trade.priceExponent)
                .quantityExponent((byte) trade.quantityExponent)
                .market(MarketCode.valueOf(trade.instrument.market().name()))
                .source(SourceCode.valueOf(trade.source.name()))
                .isBuyerMaker(trade.isBuyerMaker ? Flag.TRUE : Flag.FALSE)
                .normalQuantityMantissa(AggTradeDecoder.normalQuantityMantissaNullValue())
                .normalQuantityExponent(AggTradeDecoder.normalQuantityExponentNullValue())
                .bestMatch(trade.bestMatch < 0 ? Flag.NULL_VAL : trade.bestMatch == 0 ? Flag.FALSE : Flag.TRUE)
                .symbolType(trade.symbolType < 0 ? AggTradeDecoder.symbolTypeNullValue() : (short) trade.symbolType);
        if (trade.hasNormalQuantity) {
            encoder.normalQuantityMantissa(trade.normalQuantityMantissa)
                    .normalQuantityExponent((byte) trade.normalQuantityExponent);
        }
        encoder.putSymbol(symbol, 0, symbol.length);
        buffer.putInt(AT, encoder.limit() - AT - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
        return encoder.limit() - AT;
    }

    private static byte[] bytes(final UnsafeBuffer buffer) {
        final byte[] bytes = new byte[buffer.capacity()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
