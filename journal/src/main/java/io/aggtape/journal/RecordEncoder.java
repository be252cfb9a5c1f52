package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.sbe.AggTradeEncoder;
import io.aggtape.journal.sbe.CheckpointEncoder;
import io.aggtape.journal.sbe.ClockEncoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.GapCode;
import io.aggtape.journal.sbe.GapEncoder;
import io.aggtape.journal.sbe.GroupSizeEncodingEncoder;
import io.aggtape.journal.sbe.HourSealEncoder;
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
    /** How many ranges of ids one part of a checkpoint holds at most. */
    static final int MAX_RANGES = 4096;

    private static final int OVERHEAD = DocumentSeal.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LENGTH_FIELD = Integer.BYTES;
    private static final int MAX_SYMBOL_FIELD = 1 + Instrument.MAX_SYMBOL_BYTES;
    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;
    private static final int MAX_TRADE_LENGTH = OVERHEAD + AggTradeEncoder.BLOCK_LENGTH + MAX_SYMBOL_FIELD;

    private static final int MAX_SEAL_LENGTH = OVERHEAD + HourSealEncoder.BLOCK_LENGTH + MAX_SYMBOL_FIELD;
    private static final int MAX_CHECKPOINT_LENGTH = OVERHEAD
            + CheckpointEncoder.BLOCK_LENGTH
            + 2 * GroupSizeEncodingEncoder.ENCODED_LENGTH
            + MAX_RANGES * CheckpointEncoder.HolesEncoder.sbeBlockLength()
            + MAX_SYMBOL_FIELD;
    private static final byte[] NO_SYMBOL = new byte[0];

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GapEncoder gapRecord = new GapEncoder();
    private final RejectedEncoder rejectedRecord = new RejectedEncoder();
    private final LineEncoder lineRecord = new LineEncoder();
    private final SessionEncoder sessionRecord = new SessionEncoder();
    private final ClockEncoder clockRecord = new ClockEncoder();
    private final CheckpointEncoder checkpointRecord = new CheckpointEncoder();
    private final HourSealEncoder sealRecord = new HourSealEncoder();

    static int maxLengthOfTrade() {
        return MAX_TRADE_LENGTH;
    }

    static int lengthOfTrade(final int symbolBytes) {
        return OVERHEAD + AggTradeEncoder.BLOCK_LENGTH + 1 + symbolBytes;
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

    static int maxLengthOfSeal() {
        return MAX_SEAL_LENGTH;
    }

    static int maxLengthOfCheckpoint() {
        return MAX_CHECKPOINT_LENGTH;
    }

    int encode(final AggTrade trade, final MutableDirectBuffer buffer, final int at) {
        return TradeEncoder.encode(trade, buffer, at);
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

    int encode(final HourSeal seal, final MutableDirectBuffer buffer, final int at) {
        final Instrument instrument = seal.instrument;
        sealRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .hourStartNs(seal.hourStartNs)
                .firstId(seal.firstId)
                .lastId(seal.lastId)
                .trades(seal.trades)
                .chain(seal.chain)
                .market(market(instrument.market()))
                .putSymbol(instrument.utf8, 0, instrument.utf8.length);
        return frame(buffer, at, sealRecord.limit());
    }

    /** A part with the ranges from one to before another, holes counted first, then absences; at most MAX_RANGES. */
    int encode(
            final Checkpoint part,
            final int fromRange,
            final int toRange,
            final MutableDirectBuffer buffer,
            final int at) {
        final Instrument instrument = part.instrument;
        checkpointRecord
                .wrapAndApplyHeader(buffer, at + DocumentSeal.FRAME_LENGTH, header)
                .throughSequence(part.throughSequence)
                .timeNs(part.timeNs)
                .firstId(part.firstId)
                .lastId(part.lastId)
                .trades(part.trades)
                .duplicates(part.duplicates)
                .lateTrades(part.lateTrades)
                .holesOpened(part.holesOpened)
                .idsMissed(part.idsMissed)
                .digest(part.digest)
                .chain(part.chain)
                .hourStartNs(part.hourStartNs)
                .hourFirstId(part.hourFirstId)
                .hourLastId(part.hourLastId)
                .hourTrades(part.hourTrades)
                .hourSealedTrades(part.hourSealedTrades)
                .part(part.part)
                .partCount(part.partCount)
                .market(instrument == null ? MarketCode.SPOT : market(instrument.market()));
        encodeRanges(part, fromRange, toRange);
        final byte[] symbol = instrument == null ? NO_SYMBOL : instrument.utf8;
        checkpointRecord.putSymbol(symbol, 0, symbol.length);
        return frame(buffer, at, checkpointRecord.limit());
    }

    private void encodeRanges(final Checkpoint part, final int fromRange, final int toRange) {
        final IdRanges holes = part.holes;
        final int toHole = Math.min(toRange, holes.size());
        final CheckpointEncoder.HolesEncoder hole = checkpointRecord.holesCount(Math.max(0, toHole - fromRange));
        for (int i = fromRange; i < toHole; i++) {
            hole.next().holeFirstId(holes.firstId(i)).holeLastId(holes.lastId(i));
        }
        final IdRanges absences = part.absences;
        final int fromAbsence = Math.max(0, fromRange - holes.size());
        final int toAbsence = Math.max(0, toRange - holes.size());
        final CheckpointEncoder.AbsencesEncoder absence = checkpointRecord.absencesCount(toAbsence - fromAbsence);
        for (int i = fromAbsence; i < toAbsence; i++) {
            absence.next().absenceFirstId(absences.firstId(i)).absenceLastId(absences.lastId(i));
        }
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
