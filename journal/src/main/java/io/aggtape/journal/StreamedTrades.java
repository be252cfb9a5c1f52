package io.aggtape.journal;

import java.util.Arrays;
import java.util.List;

/**
 * Tapes side by side, the first of their heads at a time, as they are read. That gives exchange order where each trade is
 * near enough to its place, which it finds out as it goes: a pass to the end proves it. Owned by one thread.
 */
final class StreamedTrades implements TradeSequence {
    private static final long NONE = -1;

    private final List<OrderedTape> tapes;
    private final boolean[] haveTrade;

    private AggTrade[] lastOfInstruments = new AggTrade[0];
    private AggTrade last;
    private int taken = -1;
    private boolean isStarted;
    private boolean isOrdered = true;
    private boolean isAtEnd;
    private long contentDifferences;

    StreamedTrades(final List<OrderedTape> tapes) {
        this.tapes = tapes;
        haveTrade = new boolean[tapes.size()];
    }

    /** False once a trade has come too late: what was given since is in no order. */
    boolean isOrdered() {
        return isOrdered;
    }

    /** Reads on whatever the order, some trades at a time, because the pass that finds disorder collects more than that. */
    void readToEnd(final int limit) {
        for (int i = 0; i < limit && !isAtEnd; i++) {
            isAtEnd = nextOfAll() == null;
        }
    }

    /** Whether {@link #readToEnd} has come there. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public AggTrade next() {
        AggTrade next = nextOfAll();
        while (next != null && isOrdered && !isNew(next)) {
            next = nextOfAll();
        }
        return isOrdered ? next : null;
    }

    @Override
    public void seek(final long timeUs) {
        for (final OrderedTape tape : tapes) {
            tape.openAgain(timeUs);
        }
        Arrays.fill(lastOfInstruments, null);
        last = null;
        isStarted = false;
        taken = -1;
        contentDifferences = 0;
    }

    @Override
    public double progress() {
        double sum = 0;
        for (int i = 0; i < tapes.size(); i++) {
            sum += tapes.get(i).progress();
        }
        return sum / tapes.size();
    }

    @Override
    public long contentDifferences() {
        return contentDifferences;
    }

    @Override
    public void close() {
        tapes.forEach(OrderedTape::close);
    }

    private AggTrade nextOfAll() {
        if (!isStarted) {
            isStarted = true;
            for (int i = 0; i < haveTrade.length; i++) {
                haveTrade[i] = tapes.get(i).next();
            }
        } else if (taken >= 0) {
            haveTrade[taken] = tapes.get(taken).next();
        }
        taken = -1;
        AggTrade first = null;
        for (int i = 0; i < haveTrade.length; i++) {
            if (haveTrade[i]) {
                final AggTrade candidate = tapes.get(i).trade();
                if (first == null || ExchangeOrder.INSTANCE.compare(candidate, first) < 0) {
                    first = candidate;
                    taken = i;
                }
            }
        }
        return first;
    }

    /** Whether it is no copy of the last one of its instrument; finds out, too, whether it comes too late. */
    private boolean isNew(final AggTrade trade) {
        final int at = trade.instrument.index();
        if (at >= lastOfInstruments.length) {
            lastOfInstruments = Arrays.copyOf(lastOfInstruments, Math.max(at + 1, 2 * lastOfInstruments.length));
        }
        AggTrade before = lastOfInstruments[at];
        if (before == null) {
            before = new AggTrade();
            before.id = NONE;
            lastOfInstruments[at] = before;
        }
        if (trade.id == before.id) {
            contentDifferences += TradeContent.isSame(trade, before) ? 0 : 1;
            return false;
        }
        isOrdered = trade.id > before.id && (last == null || ExchangeOrder.INSTANCE.compare(last, trade) < 0);
        before.copyFrom(trade);
        last = before;
        return true;
    }
}
