package io.aggtape.journal;

import java.util.ArrayList;
import java.util.List;

/** The trades of one instrument from all inputs by id, each once, and the count of who had what; owned by one thread. */
final class InstrumentMerge implements Comparable<InstrumentMerge> {
    private final Instrument instrument;
    private final List<MergeInput> inputs;
    private final List<Source> sources = new ArrayList<>();
    private final List<Source> equals = new ArrayList<>();
    private final List<AggTrade> differing = new ArrayList<>();
    private final AggTrade trade = new AggTrade();
    private final IdRanges open = new IdRanges();
    private final Share[] shares;

    private long firstId = -1;
    private long trades;
    private long inAll;
    private long differingIds;
    private long absentIds;

    InstrumentMerge(final Instrument instrument, final List<MergeInput> inputs) {
        this.instrument = instrument;
        this.inputs = inputs;
        shares = new Share[inputs.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = new Share();
            for (final TradeSpool.Run run : inputs.get(i).runsOf(instrument)) {
                shares[i].lastId = Math.max(shares[i].lastId, run.lastId());
                if (run.next()) {
                    shares[i].firstId = Math.min(shares[i].firstId, run.head().id);
                    sources.add(new Source(i, run));
                }
            }
        }
    }

    Instrument instrument() {
        return instrument;
    }

    /** Goes to the trade with the next id; false where there is none. */
    boolean next() {
        if (sources.isEmpty()) {
            return false;
        }
        long id = Long.MAX_VALUE;
        for (final Source source : sources) {
            id = Math.min(id, source.run().head().id);
        }
        equals.clear();
        for (final Source source : sources) {
            if (source.run().head().id == id) {
                equals.add(source);
            }
        }
        choose();
        count();
        for (final Source source : equals) {
            if (!source.run().next()) {
                sources.remove(source);
            }
        }
        return true;
    }

    /** The trade: of equal ones the first that came by a line; where they differ, that of the first input. */
    AggTrade trade() {
        return trade;
    }

    /** Other trades with the same id and other content. */
    List<AggTrade> differing() {
        return differing;
    }

    /** Notes ids before the trade that no input has; returns those that an input says are absent at the source. */
    IdRanges onHole(final long firstMissing, final long lastMissing) {
        final IdRanges missing = new IdRanges();
        missing.add(firstMissing, lastMissing);
        final IdRanges absent = new IdRanges();
        for (final MergeInput input : inputs) {
            final IdRanges absences = input.absencesOf(instrument);
            for (int i = 0; i < absences.size(); i++) {
                final long from = Math.max(firstMissing, absences.firstId(i));
                final long to = Math.min(lastMissing, absences.lastId(i));
                if (from <= to) {
                    missing.removeRange(from, to);
                    absent.add(from, to);
                }
            }
        }
        absentIds += absent.idCount();
        open.addAll(missing);
        return absent;
    }

    MergeReport.Merged report() {
        final List<MergeReport.Share> reported = new ArrayList<>();
        for (final Share share : shares) {
            final IdRange ids = share.trades == 0 ? null : new IdRange(share.firstId, share.lastId);
            reported.add(new MergeReport.Share(ids, share.trades, share.only, share.filled));
        }
        return new MergeReport.Merged(
                instrument.market(),
                instrument.symbol(),
                new IdRange(firstId, trade.id),
                new MergeReport.Counts(trades, inAll, differingIds, absentIds),
                List.copyOf(reported),
                open.toList());
    }

    long duplicatesOf(final int input) {
        return shares[input].duplicates;
    }

    @Override
    public int compareTo(final InstrumentMerge other) {
        final int byTime = Long.compare(trade.receiveTimeNs, other.trade.receiveTimeNs);
        return byTime != 0 ? byTime : Integer.compare(instrument.index(), other.instrument.index());
    }

    private void choose() {
        final AggTrade first = equals.get(0).run().head();
        AggTrade chosen = first;
        differing.clear();
        for (final Source source : equals) {
            final AggTrade other = source.run().head();
            if (!TradeContent.isSame(first, other)) {
                final AggTrade copy = new AggTrade();
                copy.copyFrom(other);
                differing.add(copy);
            } else if (!isLive(chosen) && isLive(other)) {
                chosen = other;
            }
        }
        trade.copyFrom(differing.isEmpty() ? chosen : first);
    }

    private void count() {
        trades++;
        differingIds += differing.isEmpty() ? 0 : 1;
        firstId = firstId < 0 ? trade.id : firstId;
        int having = 0;
        for (final Source source : equals) {
            final Share share = shares[source.input()];
            if (share.countedId == trade.id) {
                share.duplicates++;
            } else {
                share.countedId = trade.id;
                share.trades++;
                having++;
            }
        }
        inAll += having == shares.length ? 1 : 0;
        for (final Share share : shares) {
            if (share.countedId == trade.id) {
                share.only += having == 1 ? 1 : 0;
            } else if (share.firstId < trade.id && trade.id < share.lastId) {
                share.filled++;
            }
        }
    }

    private static boolean isLive(final AggTrade trade) {
        return trade.source == TradeSource.LINE_A || trade.source == TradeSource.LINE_B;
    }

    /** A run of one input. */
    private record Source(int input, TradeSpool.Run run) {}

    /** What one input had. */
    private static final class Share {
        private long firstId = Long.MAX_VALUE;
        private long lastId = -1;
        private long countedId = -1;
        private long trades;
        private long only;
        private long filled;
        private long duplicates;
    }
}
