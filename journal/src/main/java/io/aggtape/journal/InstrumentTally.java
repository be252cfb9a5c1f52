package io.aggtape.journal;

import io.aggtape.journal.VerifyReport.ContentReport;
import io.aggtape.journal.VerifyReport.HoleReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import io.aggtape.journal.VerifyReport.Silence;

/** What {@link TapeVerifier} counts of one instrument; owned by one thread. */
final class InstrumentTally {
    private static final long NOTHING_EARLIER = -1;

    private final Instrument instrument;
    private final long earlierLastId;
    private final IdRanges absences = new IdRanges();

    private long trades;
    private long duplicates;
    private long outOfOrder;
    private long digest;
    private long holesSeen;
    private long filledLateIds;
    private long repairedIds;
    private long lastTimeUs;
    private Silence silence;

    /** Of an instrument whose ids up to {@code earlierLastId} belong before what is judged; -1 where none do. */
    InstrumentTally(final Instrument instrument, final long earlierLastId) {
        this.instrument = instrument;
        this.earlierLastId = earlierLastId;
    }

    /** Takes a trade with the verdict on it, the greatest id before it and its hash. */
    void onTrade(final AggTrade trade, final Verdict verdict, final long lastId, final long hash) {
        if (!verdict.isNew()) {
            duplicates++;
            return;
        }
        trades++;
        digest += hash;
        outOfOrder += trade.id < lastId ? 1 : 0;
        if (verdict == Verdict.GAP) {
            holesSeen++;
        } else if (verdict == Verdict.LATE && isRepair(trade.source)) {
            repairedIds++;
        } else if (verdict == Verdict.LATE) {
            filledLateIds++;
        }
        if (trade.id > lastId) {
            if (verdict == Verdict.NEXT && trades > 1) {
                onNext(trade);
            }
            lastTimeUs = trade.tradeTimeUs;
        }
    }

    void onAbsent(final Gap gap) {
        absences.add(gap.firstId, gap.lastId);
    }

    boolean hasTrades() {
        return trades + duplicates > 0;
    }

    InstrumentReport report(final Continuity continuity, final VerifyReport.ChainReport chain) {
        final IdRanges holes = continuity.holesOf(instrument);
        final IdRanges open = holes == null ? new IdRanges() : holes.copy();
        final long earlierOpenIds = earlierLastId == NOTHING_EARLIER ? 0 : open.removeRange(0, earlierLastId);
        long absentIds = 0;
        for (int i = 0; i < absences.size(); i++) {
            absentIds += open.removeRange(absences.firstId(i), absences.lastId(i));
        }
        final long lastId = continuity.lastId(instrument);
        final long firstId =
                earlierLastId == NOTHING_EARLIER ? continuity.firstId(instrument) : Math.min(lastId, earlierLastId + 1);
        return new InstrumentReport(
                instrument.market(),
                instrument.symbol(),
                new IdRange(firstId, lastId),
                new ContentReport(trades, duplicates, outOfOrder, digest),
                new HoleReport(holesSeen, filledLateIds, repairedIds, absentIds, earlierOpenIds, open.toList()),
                chain,
                silence);
    }

    private void onNext(final AggTrade trade) {
        final long lengthUs = trade.tradeTimeUs - lastTimeUs;
        if (silence == null || lengthUs > silence.lengthUs()) {
            silence = new Silence(trade.id - 1, lastTimeUs, trade.tradeTimeUs);
        }
    }

    private static boolean isRepair(final TradeSource source) {
        return source == TradeSource.REST || source == TradeSource.ARCHIVE;
    }
}
