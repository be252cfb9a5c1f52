package io.aggtape.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The trades of one instrument as a few runs of ascending ids that are put aside, however disordered they come: where
 * there are too many runs of one size they become one of the next. Owned by one thread.
 */
final class InstrumentRuns implements Comparable<InstrumentRuns> {
    private static final int MAX_RUNS = 16;

    private final TradeSpool spool;
    private final List<TradeSpool.Run> open = new ArrayList<>();
    private final List<List<TradeSpool.Run>> ended = new ArrayList<>();
    private final AggTrade trade = new AggTrade();

    private TradeSpool.Run[] reading = new TradeSpool.Run[0];
    private int readingCount;
    private long contentDifferences;

    InstrumentRuns(final TradeSpool spool) {
        this.spool = spool;
    }

    void add(final AggTrade added) {
        // They stand in the order of their last ids, the greatest first: the first that fits keeps them few.
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).lastId() < added.id) {
                open.get(i).add(added);
                return;
            }
        }
        if (open.size() == MAX_RUNS) {
            endOpen();
        }
        final TradeSpool.Run run = spool.newRun();
        open.add(run);
        run.add(added);
    }

    /** Ends adding. */
    void end() {
        for (final TradeSpool.Run run : open) {
            run.end();
        }
        final List<TradeSpool.Run> all = new ArrayList<>(open);
        ended.forEach(all::addAll);
        open.clear();
        ended.clear();
        reading = all.toArray(TradeSpool.Run[]::new);
    }

    /** Goes before the first trade. */
    void rewind() {
        contentDifferences = 0;
        readingCount = 0;
        for (int i = 0; i < reading.length; i++) {
            reading[i].rewind();
            if (reading[i].next()) {
                swap(i, readingCount++);
            }
        }
    }

    /** Goes to the trade with the next id; false where there is none. */
    boolean next() {
        if (readingCount == 0) {
            return false;
        }
        long id = Long.MAX_VALUE;
        for (int i = 0; i < readingCount; i++) {
            id = Math.min(id, reading[i].head().id);
        }
        boolean isFirst = true;
        for (int i = 0; i < readingCount; ) {
            boolean isThere = true;
            while (isThere && reading[i].head().id == id) {
                take(reading[i].head(), isFirst);
                isFirst = false;
                isThere = reading[i].next();
            }
            if (isThere) {
                i++;
            } else {
                swap(i, --readingCount);
            }
        }
        return true;
    }

    /** The first of its copies in {@link ExchangeOrder}, until the next one is asked for. */
    AggTrade trade() {
        return trade;
    }

    /** How many copies so far say something else. */
    long contentDifferences() {
        return contentDifferences;
    }

    @Override
    public int compareTo(final InstrumentRuns other) {
        return ExchangeOrder.INSTANCE.compare(trade, other.trade);
    }

    private void take(final AggTrade copy, final boolean isFirst) {
        if (isFirst) {
            trade.copyFrom(copy);
            return;
        }
        contentDifferences += TradeContent.isSame(trade, copy) ? 0 : 1;
        if (ExchangeOrder.INSTANCE.compare(copy, trade) < 0) {
            trade.copyFrom(copy);
        }
    }

    private void swap(final int a, final int b) {
        final TradeSpool.Run run = reading[a];
        reading[a] = reading[b];
        reading[b] = run;
    }

    /** Makes one run of those that are open, and so on with the runs of its size. */
    private void endOpen() {
        TradeSpool.Run merged = merge(open);
        open.clear();
        int level = 0;
        while (merged != null) {
            if (level == ended.size()) {
                ended.add(new ArrayList<>());
            }
            final List<TradeSpool.Run> ofSize = ended.get(level++);
            ofSize.add(merged);
            merged = null;
            if (ofSize.size() == MAX_RUNS) {
                merged = merge(ofSize);
                ofSize.clear();
            }
        }
    }

    private TradeSpool.Run merge(final List<TradeSpool.Run> runs) {
        final TradeSpool.Run merged = spool.newRun();
        final List<TradeSpool.Run> left = new ArrayList<>();
        for (final TradeSpool.Run run : runs) {
            run.end();
            run.rewind();
            if (run.next()) {
                left.add(run);
            }
        }
        while (!left.isEmpty()) {
            TradeSpool.Run first = left.get(0);
            for (int i = 1; i < left.size(); i++) {
                first = left.get(i).head().id < first.head().id ? left.get(i) : first;
            }
            merged.add(first.head());
            if (!first.next()) {
                left.remove(first);
            }
        }
        merged.end();
        return merged;
    }
}
