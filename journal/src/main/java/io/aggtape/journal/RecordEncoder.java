package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.AggTradeEncoder;
import io.aggtape.journal.sbe.ClockEncoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.GapCode;
import io.aggtape.journal.sbe.GapEncoder;
import io.aggtape.journal.sbe.LineCode;
import io.aggtape.journal.sbe.LineEncoder;
import io.aggtape.journal.sbe.MarketCode;
import io.aggtape.journal.sbe.MessageHeaderEncoder;
import io.aggtape.journal.sbe.RejectCode;
import io.aggtape.journal.sbe.RejectedEncoder;
import io.aggtape.journal.sbe.SessionEncoder;
import io.aggtape.journal.sbe.SourceCode;
import org.agrona.MutableDirectBuffer;

/**
 * Writes events as framed records. {@code encode} returns how many bytes it took, never more than {@code maxLengthOf}
 * the same event. Owned by one thread.
 */
final class RecordEncoder {
    private static final int OVERHEAD = DocumentSeal.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LENGTH_FIELD = Integer.BYTES;
    private static final int MAX_SYMBOL_FIELD = 1 + Instrument.MAX_SYMBOL_BYTES;
    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;
    private static final int MAX_TRADE_LENGTH = OVERHEAD + AggTradeEncoder.BLOCK_LENGTH + MAX_SYMBOL_FIELD;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AggTradeEncoder aggTrade = new AggTradeEncoder();
    private final GapEncoder gapRecord = new GapEncoder();
    private final RejectedEncoder rejectedRecord = new RejectedEncoder();
    private final LineEncoder lineRecord = new LineEncoder();
    private final SessionEncoder sessionRecord = new SessionEncoder();
    private final ClockEncoder clockRecord = new ClockEncoder();

    static int maxLengthOfTrade() {
        return MAX_TRADE_LENGTH;
    }

    static long maxLengthOf(final Gap gap) {
        return OVERHEAD + GapEncoder.BLOCK_LENGTH + MAX_SYMBOL_FIELD + maxLengthOf(gap.reason);
    }

    static long maxLengthOf(final Rejected rejected) {
        return OVERHEAD + RejectedEncoder.BLOCK_LENGTH + LENGTH_FIELD + (long) rejected.length;
    }

    static long maxLengthOf(final LineEvent line) {
        return OVERHEAD + LineEncoder.BLOCK_LENGTH + maxLengthOf(line.reason);
    }

    static long maxLengthOf(final SessionEvent session) {
        return OVERHEAD
                + SessionEncoder.BLOCK_LENGTH
                + maxLengthOf(session.version)
                + maxLengthOf(session.configuration);
    }

    static long maxLengthOfClock() {
        return OVERHEAD + ClockEncoder.BLOCK_LENGTH;
    }

    int encode(final AggTrade trade, final MutableDirectBuffer buffer, final int at) {
        final Instrument instrument = trade.instrument;
        aggTrade.wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
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
                .market(market(instrument.market()))
                .source(source(trade.source))
                .isBuyerMaker(flag(trade.isBuyerMaker));
        if (trade.hasNormalQuantity) {
            aggTrade.normalQuantityMantissa(trade.normalQuantityMantissa)
                    .normalQuantityExponent((byte) trade.normalQuantityExponent);
        } else {
            aggTrade.normalQuantityMantissa(AggTradeDecoder.normalQuantityMantissaNullValue())
                    .normalQuantityExponent(AggTradeDecoder.normalQuantityExponentNullValue());
        }
        aggTrade.bestMatch(trade.bestMatch == AggTrade.ABSENT ? Flag.NULL_VAL : flag(trade.bestMatch != 0))
                .symbolType(
                        trade.symbolType == AggTrade.ABSENT
                                ? AggTradeDecoder.symbolTypeNullValue()
                                : (short) trade.symbolType)
                .putSymbol(instrument.utf8, 0, instrument.utf8.length);
        return frame(buffer, at, aggTrade.limit());
    }

    int encode(final Gap gap, final MutableDirectBuffer buffer, final int at) {
        final Instrument instrument = gap.instrument;
        gapRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .firstId(gap.firstId)
                .lastId(gap.lastId)
                .timeNs(gap.timeNs)
                .market(market(instrument.market()))
                .state(GapCode.get((short) gap.state.code()))
                .putSymbol(instrument.utf8, 0, instrument.utf8.length)
                .reason(gap.reason);
        return frame(buffer, at, gapRecord.limit());
    }

    int encode(final Rejected rejected, final MutableDirectBuffer buffer, final int at) {
        rejectedRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .receiveTimeNs(rejected.receiveTimeNs)
                .line(rejected.line)
                .market(market(rejected.market))
                .source(source(rejected.source))
                .reason(RejectCode.get((short) rejected.reason.code()))
                .putFrame(rejected.buffer, rejected.offset, rejected.length);
        return frame(buffer, at, rejectedRecord.limit());
    }

    int encode(final LineEvent line, final MutableDirectBuffer buffer, final int at) {
        lineRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .timeNs(line.timeNs)
                .stageNs(line.stageNs)
                .line(line.line)
                .attempt(line.attempt)
                .market(market(line.market))
                .state(LineCode.get((short) line.state.code()))
                .reason(line.reason);
        return frame(buffer, at, lineRecord.limit());
    }

    int encode(final SessionEvent session, final MutableDirectBuffer buffer, final int at) {
        sessionRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .runId(session.runId)
                .timeNs(session.timeNs)
                .epochOffsetNs(session.epochOffsetNs)
                .isStart(flag(session.isStart))
                .programVersion(session.version)
                .configuration(session.configuration);
        return frame(buffer, at, sessionRecord.limit());
    }

    int encode(final ClockEvent clock, final MutableDirectBuffer buffer, final int at) {
        clockRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .timeNs(clock.timeNs)
                .offsetNs(clock.offsetNs)
                .errorBoundNs(clock.errorBoundNs)
                .market(market(clock.market));
        return frame(buffer, at, clockRecord.limit());
    }

    private static int frame(final MutableDirectBuffer buffer, final int at, final int limit) {
        buffer.putInt(at, limit - at - DocumentSeal.FRAME_LENGTH, LITTLE_ENDIAN);
        return limit - at;
    }

    private static long maxLengthOf(final String text) {
        return LENGTH_FIELD + (long) text.length() * MAX_UTF8_BYTES_PER_CHAR;
    }

    private static MarketCode market(final Market market) {
        return MarketCode.get((short) market.code());
    }

    private static SourceCode source(final TradeSource source) {
        return SourceCode.get((short) source.code());
    }

    private static Flag flag(final boolean isSet) {
        return isSet ? Flag.TRUE : Flag.FALSE;
    }
}
