package io.aggtape.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an ordered reader must deliver of trades and gaps, by the plainest way: everything in memory. */
final class OrderedOracle {
    private OrderedOracle() {}

    /** The trades and gaps as {@link CollectingListener} describes them. */
    static List<String> order(final List<AggTrade> trades, final Map<String, IdRanges> absences) {
        final Map<String, TreeMap<Long, AggTrade>> byInstrument = new TreeMap<>();
        for (final AggTrade trade : trades) {
            byInstrument
                    .computeIfAbsent(trade.instrument.toString(), any -> new TreeMap<>())
                    .merge(trade.id, trade, OrderedOracle::first);
        }
        final Map<String, Long> lastIds = new TreeMap<>();
        final List<String> told = new ArrayList<>();
        while (!byInstrument.isEmpty()) {
            final TreeMap<Long, AggTrade> next = byInstrument.values().stream()
                    .min(Comparator.comparing((TreeMap<Long, AggTrade> map) ->
                                    map.firstEntry().getValue().tradeTimeUs)
                            .thenComparing(map ->
                                    map.firstEntry().getValue().instrument.market())
                            .thenComparing(map ->
                                    map.firstEntry().getValue().instrument.symbol()))
                    .orElseThrow();
            final AggTrade trade = next.pollFirstEntry().getValue();
            final String name = trade.instrument.toString();
            if (next.isEmpty()) {
                byInstrument.remove(name);
            }
            final Long lastId = lastIds.put(name, trade.id);
            if (lastId != null) {
                addGaps(told, trade, lastId + 1, absences.getOrDefault(name, IdRanges.NONE));
            }
            told.add(CollectingListener.describe(trade));
        }
        return told;
    }

    private static void addGaps(
            final List<String> told, final AggTrade trade, final long firstMissing, final IdRanges absences) {
        long first = firstMissing;
        for (long id = firstMissing; id < trade.id; id++) {
            final boolean isAbsent = absences.contains(id);
            if (id + 1 == trade.id || absences.contains(id + 1) != isAbsent) {
                final Gap gap = new Gap();
                gap.instrument = trade.instrument;
                gap.state = isAbsent ? GapState.ABSENT_AT_SOURCE : GapState.OPENED;
                gap.firstId = first;
                gap.lastId = id;
                gap.timeNs = trade.receiveTimeNs;
                gap.reason = isAbsent ? "the source has no such ids" : "not on the tape";
                told.add(CollectingListener.describe(gap));
                first = id + 1;
            }
        }
    }

    private static AggTrade first(final AggTrade a, final AggTrade b) {
        final boolean isALive = a.source.code() <= TradeSource.LINE_B.code();
        final boolean isBLive = b.source.code() <= TradeSource.LINE_B.code();
        if (a.tradeTimeUs != b.tradeTimeUs) {
            return a.tradeTimeUs < b.tradeTimeUs ? a : b;
        }
        if (isALive != isBLive) {
            return isALive ? a : b;
        }
        return a.receiveTimeNs <= b.receiveTimeNs ? a : b;
    }
}
