package io.aggtape.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the holes between trades that come by id, and knows which ids the tapes call absent; owned by one thread. */
final class OrderedGaps {
    private static final long UNSEEN = -1;

    private final List<IdRanges> absences = new ArrayList<>();
    private final Gap gap = new Gap();

    private long[] lastIds = new long[0];

    /** Takes what one tape says is absent at the source. */
    TapeListener ofTape(final Instruments instruments) {
        return new TapeListener() {
            @Override
            public void onGap(final Gap told) {
                if (told.state == GapState.ABSENT_AT_SOURCE) {
                    final int at = instruments
                            .intern(told.instrument.market(), told.instrument.symbol())
                            .index();
                    while (absences.size() <= at) {
                        absences.add(new IdRanges());
                    }
                    absences.get(at).add(told.firstId, told.lastId);
                }
            }
        };
    }

    /** What comes next may be any trade. */
    void forget() {
        Arrays.fill(lastIds, UNSEEN);
    }

    /** Tells of what is missing before a trade; returns how many gaps that was. */
    int onTrade(final AggTrade trade, final TapeListener listener) {
        final int at = trade.instrument.index();
        if (at >= lastIds.length) {
            final int length = lastIds.length;
            lastIds = Arrays.copyOf(lastIds, Math.max(at + 1, 2 * length));
            Arrays.fill(lastIds, length, lastIds.length, UNSEEN);
        }
        final long lastId = lastIds[at];
        lastIds[at] = trade.id;
        return lastId == UNSEEN || trade.id == lastId + 1 ? 0 : tell(trade, lastId + 1, listener);
    }

    private int tell(final AggTrade trade, final long firstMissing, final TapeListener listener) {
        final int at = trade.instrument.index();
        final IdRanges absent = at < absences.size() ? absences.get(at) : IdRanges.NONE;
        int told = 0;
        long from = firstMissing;
        for (int i = absent.firstFrom(firstMissing); i < absent.size() && absent.firstId(i) < trade.id; i++) {
            final long first = Math.max(from, absent.firstId(i));
            final long last = Math.min(trade.id - 1, absent.lastId(i));
            if (from < first) {
                tell(trade, from, first - 1, GapState.OPENED, listener);
                told++;
            }
            tell(trade, first, last, GapState.ABSENT_AT_SOURCE, listener);
            told++;
            from = last + 1;
        }
        if (from < trade.id) {
            tell(trade, from, trade.id - 1, GapState.OPENED, listener);
            told++;
        }
        return told;
    }

    private void tell(
            final AggTrade trade,
            final long firstId,
            final long lastId,
            final GapState state,
            final TapeListener listener) {
        gap.instrument = trade.instrument;
        gap.state = state;
        gap.firstId = firstId;
        gap.lastId = lastId;
        gap.timeNs = trade.receiveTimeNs;
        gap.reason = state == GapState.OPENED ? "not on the tape" : "the source has no such ids";
        listener.onGap(gap);
    }
}
