package io.aggtape.journal;

import io.aggtape.journal.sbe.AggTradeDecoder;
import io.aggtape.journal.sbe.CheckpointDecoder;
import io.aggtape.journal.sbe.ClockDecoder;
import io.aggtape.journal.sbe.Flag;
import io.aggtape.journal.sbe.GapDecoder;
import io.aggtape.journal.sbe.HourSealDecoder;
import io.aggtape.journal.sbe.LineDecoder;
import io.aggtape.journal.sbe.MessageHeaderDecoder;
import io.aggtape.journal.sbe.RejectedDecoder;
import io.aggtape.journal.sbe.SessionDecoder;
import org.agrona.DirectBuffer;

/** Fills reused events from records where they lie, and delivers them; owned by one thread. */
final class RecordDecoder {
    /** What became of a record. */
    enum Outcome {
        /** The listener had it. */
        DELIVERED,
        /** A later schema's message, skipped. */
        UNKNOWN,
        /** Its fields make no sense, skipped; {@link #problem()} says why. */
        UNREADABLE
    }

    private static final short TRUE = Flag.TRUE.value();

    private final Instruments instruments;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeRecord tradeRecord;
    private final GapDecoder gapRecord = new GapDecoder();
    private final RejectedDecoder rejectedRecord = new RejectedDecoder();
    private final LineDecoder lineRecord = new LineDecoder();
    private final SessionDecoder sessionRecord = new SessionDecoder();
    private final ClockDecoder clockRecord = new ClockDecoder();
    private final CheckpointDecoder checkpointRecord = new CheckpointDecoder();
    private final HourSealDecoder sealRecord = new HourSealDecoder();
    private final Gap gap = new Gap();
    private final Rejected rejected = new Rejected();
    private final LineEvent line = new LineEvent();
    private final SessionEvent session = new SessionEvent();
    private final ClockEvent clock = new ClockEvent();
    private final Checkpoint checkpoint = new Checkpoint();
    private final HourSeal seal = new HourSeal();

    private String problem = "";

    RecordDecoder(final Instruments instruments) {
        this.instruments = instruments;
        tradeRecord = new TradeRecord(instruments);
    }

    /** Why the last record was {@link Outcome#UNREADABLE}. */
    String problem() {
        return problem;
    }

    /** Delivers the record that starts with its message header at {@code offset}. */
    Outcome decode(final DirectBuffer buffer, final int offset, final int length, final TapeListener listener) {
        if (TradeRecord.isUsual(buffer, offset, length)) {
            return decodeTrade(buffer, offset, length, listener);
        }
        header.wrap(buffer, offset);
        final int templateId = header.templateId();
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            return Outcome.UNKNOWN;
        }
        if (header.blockLength() > length - MessageHeaderDecoder.ENCODED_LENGTH) {
            return unreadable(templateId, " is shorter than its fields");
        }
        final int limit;
        try {
            limit = read(templateId, buffer, offset);
        } catch (final RuntimeException e) {
            return unreadable(templateId, ": " + e.getMessage());
        }
        if (limit < 0) {
            return Outcome.UNKNOWN;
        }
        if (limit > offset + length) {
            return unreadable(templateId, " is longer than its frame");
        }
        deliver(templateId, listener);
        return Outcome.DELIVERED;
    }

    private Outcome decodeTrade(
            final DirectBuffer buffer, final int offset, final int length, final TapeListener listener) {
        final int limit;
        try {
            limit = tradeRecord.readUsual(buffer, offset);
        } catch (final RuntimeException e) {
            return unreadable(AggTradeDecoder.TEMPLATE_ID, ": " + e.getMessage());
        }
        if (limit > offset + length) {
            return unreadable(AggTradeDecoder.TEMPLATE_ID, " is longer than its frame");
        }
        listener.onAggTrade(tradeRecord.trade());
        return Outcome.DELIVERED;
    }

    private Outcome unreadable(final int templateId, final String why) {
        problem = "record with template " + templateId + why;
        return Outcome.UNREADABLE;
    }

    private void deliver(final int templateId, final TapeListener listener) {
        switch (templateId) {
            case AggTradeDecoder.TEMPLATE_ID -> listener.onAggTrade(tradeRecord.trade());
            case GapDecoder.TEMPLATE_ID -> listener.onGap(gap);
            case RejectedDecoder.TEMPLATE_ID -> listener.onRejected(rejected);
            case LineDecoder.TEMPLATE_ID -> listener.onLine(line);
            case SessionDecoder.TEMPLATE_ID -> listener.onSession(session);
            case ClockDecoder.TEMPLATE_ID -> listener.onClock(clock);
            case CheckpointDecoder.TEMPLATE_ID -> listener.onCheckpoint(checkpoint);
            default -> listener.onHourSeal(seal);
        }
    }

    /** Fills the event of this template; returns where the record ends, -1 where the template is unknown. */
    private int read(final int templateId, final DirectBuffer buffer, final int offset) {
        return switch (templateId) {
            case AggTradeDecoder.TEMPLATE_ID -> tradeRecord.read(buffer, offset, header);
            case GapDecoder.TEMPLATE_ID -> readGap(buffer, offset);
            case RejectedDecoder.TEMPLATE_ID -> readRejected(buffer, offset);
            case LineDecoder.TEMPLATE_ID -> readLine(buffer, offset);
            case SessionDecoder.TEMPLATE_ID -> readSession(buffer, offset);
            case ClockDecoder.TEMPLATE_ID -> readClock(buffer, offset);
            case CheckpointDecoder.TEMPLATE_ID -> readCheckpoint(buffer, offset);
            case HourSealDecoder.TEMPLATE_ID -> readSeal(buffer, offset);
            default -> -1;
        };
    }

    private int readGap(final DirectBuffer buffer, final int offset) {
        gapRecord.wrapAndApplyHeader(buffer, offset, header);
        gap.firstId = gapRecord.firstId();
        gap.lastId = gapRecord.lastId();
        gap.timeNs = gapRecord.timeNs();
        gap.state = GapState.ofCode(gapRecord.stateRaw());
        final int symbolLength = gapRecord.symbolLength();
        final int symbolOffset = gapRecord.limit() + GapDecoder.symbolHeaderLength();
        gap.instrument = instruments.intern(Market.ofCode(gapRecord.marketRaw()), buffer, symbolOffset, symbolLength);
        gapRecord.limit(symbolOffset + symbolLength);
        gap.reason = gapRecord.reason();
        return gapRecord.limit();
    }

    private int readRejected(final DirectBuffer buffer, final int offset) {
        rejectedRecord.wrapAndApplyHeader(buffer, offset, header);
        rejected.receiveTimeNs = rejectedRecord.receiveTimeNs();
        rejected.line = rejectedRecord.line();
        rejected.market = Market.ofCode(rejectedRecord.marketRaw());
        rejected.source = TradeSource.ofCode(rejectedRecord.sourceRaw());
        rejected.reason = RejectReason.ofCode(rejectedRecord.reasonRaw());
        rejected.buffer = buffer;
        rejected.length = rejectedRecord.frameLength();
        rejected.offset = rejectedRecord.limit() + RejectedDecoder.frameHeaderLength();
        return rejected.offset + rejected.length;
    }

    private int readLine(final DirectBuffer buffer, final int offset) {
        lineRecord.wrapAndApplyHeader(buffer, offset, header);
        line.timeNs = lineRecord.timeNs();
        line.stageNs = lineRecord.stageNs();
        line.line = lineRecord.line();
        line.attempt = lineRecord.attempt();
        line.market = Market.ofCode(lineRecord.marketRaw());
        line.state = LineState.ofCode(lineRecord.stateRaw());
        line.reason = lineRecord.reason();
        return lineRecord.limit();
    }

    private int readSession(final DirectBuffer buffer, final int offset) {
        sessionRecord.wrapAndApplyHeader(buffer, offset, header);
        session.runId = sessionRecord.runId();
        session.timeNs = sessionRecord.timeNs();
        session.epochOffsetNs = sessionRecord.epochOffsetNs();
        session.isStart = sessionRecord.isStartRaw() == TRUE;
        session.version = sessionRecord.programVersion();
        session.configuration = sessionRecord.configuration();
        return sessionRecord.limit();
    }

    private int readClock(final DirectBuffer buffer, final int offset) {
        clockRecord.wrapAndApplyHeader(buffer, offset, header);
        clock.timeNs = clockRecord.timeNs();
        clock.offsetNs = clockRecord.offsetNs();
        clock.errorBoundNs = clockRecord.errorBoundNs();
        clock.market = Market.ofCode(clockRecord.marketRaw());
        return clockRecord.limit();
    }

    private int readCheckpoint(final DirectBuffer buffer, final int offset) {
        checkpointRecord.wrapAndApplyHeader(buffer, offset, header);
        checkpoint.throughSequence = checkpointRecord.throughSequence();
        checkpoint.timeNs = checkpointRecord.timeNs();
        checkpoint.firstId = checkpointRecord.firstId();
        checkpoint.lastId = checkpointRecord.lastId();
        checkpoint.trades = checkpointRecord.trades();
        checkpoint.duplicates = checkpointRecord.duplicates();
        checkpoint.lateTrades = checkpointRecord.lateTrades();
        checkpoint.holesOpened = checkpointRecord.holesOpened();
        checkpoint.idsMissed = checkpointRecord.idsMissed();
        checkpoint.digest = checkpointRecord.digest();
        checkpoint.chain = checkpointRecord.chain();
        checkpoint.hourStartNs = checkpointRecord.hourStartNs();
        checkpoint.hourFirstId = checkpointRecord.hourFirstId();
        checkpoint.hourLastId = checkpointRecord.hourLastId();
        checkpoint.hourTrades = checkpointRecord.hourTrades();
        checkpoint.hourSealedTrades = checkpointRecord.hourSealedTrades();
        checkpoint.part = (int) checkpointRecord.part();
        checkpoint.partCount = (int) checkpointRecord.partCount();
        final Market market = Market.ofCode(checkpointRecord.marketRaw());
        checkpoint.holes.clear();
        for (final CheckpointDecoder.HolesDecoder hole : checkpointRecord.holes()) {
            checkpoint.holes.add(hole.holeFirstId(), hole.holeLastId());
        }
        checkpoint.absences.clear();
        for (final CheckpointDecoder.AbsencesDecoder absence : checkpointRecord.absences()) {
            checkpoint.absences.add(absence.absenceFirstId(), absence.absenceLastId());
        }
        final int symbolLength = checkpointRecord.symbolLength();
        final int symbolOffset = checkpointRecord.limit() + CheckpointDecoder.symbolHeaderLength();
        checkpoint.instrument =
                symbolLength == 0 ? null : instruments.intern(market, buffer, symbolOffset, symbolLength);
        return symbolOffset + symbolLength;
    }

    private int readSeal(final DirectBuffer buffer, final int offset) {
        sealRecord.wrapAndApplyHeader(buffer, offset, header);
        seal.hourStartNs = sealRecord.hourStartNs();
        seal.firstId = sealRecord.firstId();
        seal.lastId = sealRecord.lastId();
        seal.trades = sealRecord.trades();
        seal.chain = sealRecord.chain();
        final int symbolLength = sealRecord.symbolLength();
        final int symbolOffset = sealRecord.limit() + HourSealDecoder.symbolHeaderLength();
        seal.instrument = instruments.intern(Market.ofCode(sealRecord.marketRaw()), buffer, symbolOffset, symbolLength);
        return symbolOffset + symbolLength;
    }
}
