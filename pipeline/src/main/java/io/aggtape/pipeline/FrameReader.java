package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Continuity;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.TapeState;
import io.aggtape.journal.TradeSource;
import java.util.Arrays;

/**
 * From a slot to a verdict, the same for every handler: decode, then continuity. Each handler has one of its own, and all
 * see the same frames in the same order, so all reach the same verdict with nothing shared. Only handlers on one thread
 * may share: what decodes, so that a frame is decoded once, and those that see every frame also the verdict.
 */
final class FrameReader {
    /** What a frame turned out to be. */
    enum Outcome {
        /** A trade not seen before: {@link #trade()}. */
        TRADE,
        /** A trade not seen before, behind a hole: {@link #trade()} and {@link #gap()}. */
        TRADE_AFTER_GAP,
        /** A trade that was missing: {@link #trade()} and {@link #gap()}. */
        TRADE_LATE,
        /** A trade that was missing and had to be fetched: {@link #trade()} and {@link #gap()}. */
        TRADE_REPAIRED,
        /** A trade that was seen before: {@link #trade()}. */
        DUPLICATE,
        /** Another event of the exchange. */
        FOREIGN,
        /** No valid trade: {@link #rejectReason()}. */
        REJECTED
    }

    private final SlotDecoder decoder;
    private final Continuity continuity;
    private final AggTrade trade;
    private final Gap gap = new Gap();

    /** Connects of both lines of a pair: they lose trades together only. */
    private int[] connectsOfPair = new int[16];

    private int[] connectsAtLastTrade = new int[64];
    private int[] pausesAtLastTrade = new int[64];
    private int pauses;

    /** Decodes for itself. */
    FrameReader(final TapeState recovered) {
        this(recovered, new SlotDecoder());
    }

    /** Takes what the handlers of one thread decode together. */
    FrameReader(final TapeState recovered, final SlotDecoder decoder) {
        this.decoder = decoder;
        trade = decoder.trade();
        continuity = new Continuity();
        continuity.seed(recovered, decoder.instruments());
    }

    /** Decodes a frame and judges it. */
    Outcome read(final FrameSlot slot) {
        return judge(decode(slot));
    }

    /** The first half of {@link #read}. */
    DecodeResult decode(final FrameSlot slot) {
        return decoder.decode(slot);
    }

    /** The second half: what the frame that was decoded last means for this handler. */
    Outcome judge(final DecodeResult decoded) {
        switch (decoded) {
            case TRADE:
                return judge();
            case FOREIGN:
                return Outcome.FOREIGN;
            default:
                return Outcome.REJECTED;
        }
    }

    /** A line's change of state tells later why ids are missing. */
    void onLine(final LineEvent event) {
        if (event.state == LineState.CONNECTING) {
            final int pair = event.line >> 1;
            if (pair >= connectsOfPair.length) {
                connectsOfPair = Arrays.copyOf(connectsOfPair, pair * 2);
            }
            connectsOfPair[pair]++;
        }
    }

    /** Frames were passed over unread: whatever is missing behind them was not written. */
    void onPause() {
        pauses++;
    }

    /** Closes what is open of these ids and says how many were; where any, {@link #gap()} tells it. */
    long onAbsent(final AbsentIds absent) {
        trade.instrument = decoder.instruments().intern(absent.market(), absent.symbol());
        trade.receiveTimeNs = absent.timeNs();
        describe(GapState.ABSENT_AT_SOURCE, absent.firstId(), absent.lastId(), absent.reason());
        return continuity.markAbsent(trade.instrument, absent.firstId(), absent.lastId());
    }

    private Outcome judge() {
        final Outcome outcome = verdict();
        if (trade.source == TradeSource.REST) {
            return outcome;
        }
        final int index = trade.instrument.index();
        if (index >= connectsAtLastTrade.length) {
            connectsAtLastTrade = Arrays.copyOf(connectsAtLastTrade, index * 2);
            pausesAtLastTrade = Arrays.copyOf(pausesAtLastTrade, index * 2);
        }
        // One more than the pair's connects, so that 0 says: no trade in this run.
        connectsAtLastTrade[index] = connects() + 1;
        pausesAtLastTrade[index] = pauses;
        return outcome;
    }

    private int connects() {
        final int pair = trade.line >> 1;
        return pair < connectsOfPair.length ? connectsOfPair[pair] : 0;
    }

    private String reasonOfGap() {
        final int index = trade.instrument.index();
        final int atLast = index < connectsAtLastTrade.length ? connectsAtLastTrade[index] : 0;
        if (atLast == 0) {
            return GapReasons.BETWEEN_RUNS;
        }
        if (pausesAtLastTrade[index] != pauses) {
            return GapReasons.NOT_WRITTEN;
        }
        return atLast == connects() + 1 ? GapReasons.SKIPPED : GapReasons.LINE_DOWN;
    }

    private Outcome verdict() {
        switch (continuity.onTrade(trade)) {
            case FIRST:
            case NEXT:
                return Outcome.TRADE;
            case GAP:
                describe(GapState.OPENED, continuity.gapFirstId(), continuity.gapLastId(), reasonOfGap());
                return Outcome.TRADE_AFTER_GAP;
            case LATE:
                if (trade.source == TradeSource.REST) {
                    describe(GapState.REPAIRED, trade.id, trade.id, GapReasons.FETCHED);
                    return Outcome.TRADE_REPAIRED;
                }
                describe(GapState.FILLED_LATE, trade.id, trade.id, GapReasons.ARRIVED_LATE);
                return Outcome.TRADE_LATE;
            default:
                return Outcome.DUPLICATE;
        }
    }

    private void describe(final GapState state, final long firstId, final long lastId, final String reason) {
        gap.instrument = trade.instrument;
        gap.state = state;
        gap.firstId = firstId;
        gap.lastId = lastId;
        gap.timeNs = trade.receiveTimeNs;
        gap.reason = reason;
    }

    AggTrade trade() {
        return trade;
    }

    Gap gap() {
        return gap;
    }

    RejectReason rejectReason() {
        return decoder.rejectReason();
    }

    Instruments instruments() {
        return decoder.instruments();
    }

    Continuity continuity() {
        return continuity;
    }
}
