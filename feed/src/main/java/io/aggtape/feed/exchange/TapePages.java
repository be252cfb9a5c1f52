package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.util.Arrays;

/** Reads stretches of a tape for REST, and keeps the last few. Guarded by itself; its pages are valid as long as that is held. */
final class TapePages implements AutoCloseable {
    private static final int KEPT = 16;

    private final TapeReader reader;
    private final SymbolTable symbols;
    private final Page[] pages = new Page[KEPT];
    private long uses;

    TapePages(final ServedTape tape) {
        reader = TapeReader.openWhole(tape.part().journal(), TapeFaultListener.NONE);
        symbols = new SymbolTable(tape);
        for (int i = 0; i < KEPT; i++) {
            pages[i] = new Page();
        }
    }

    /** The trades of one stretch of a symbol. */
    Page page(final TapeSymbol symbol, final Stretches stretches, final int at) {
        Page oldest = pages[0];
        for (final Page page : pages) {
            if (page.stretches == stretches && page.at == at) {
                page.lastUse = ++uses;
                return page;
            }
            if (page.lastUse < oldest.lastUse) {
                oldest = page;
            }
        }
        oldest.lastUse = ++uses;
        oldest.begin(symbol, stretches, at);
        read(oldest);
        return oldest;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void read(final Page page) {
        final Stretches stretches = page.stretches;
        reader.moveTo(stretches.place(page.at));
        final Collector collector = new Collector(page);
        while (collector.ordinal < stretches.endOrdinal(page.at) && !reader.isAtEnd()) {
            reader.poll(collector, 1);
        }
    }

    /** Takes the trades of a stretch out of what lies between them. */
    private final class Collector implements TapeListener {
        private final Page page;
        private long ordinal;

        Collector(final Page page) {
            this.page = page;
            this.ordinal = page.stretches.ordinal(page.at);
        }

        @Override
        public void onAggTrade(final AggTrade trade) {
            final TapeSymbol symbol = symbols.of(trade);
            if (symbol == null) {
                return;
            }
            if (symbol == page.symbol) {
                page.offer(trade, ordinal);
            }
            ordinal++;
        }
    }

    /** The trades of one stretch, whose ids rise. */
    static final class Page {
        private final long[] ids = new long[Stretches.MAX_TRADES];
        private final long[] ordinals = new long[Stretches.MAX_TRADES];
        private final AggTrade[] trades = new AggTrade[Stretches.MAX_TRADES];
        private TapeSymbol symbol;
        private Stretches stretches;
        private int at;
        private int size;
        private long lastUse;

        AggTrade trade(final int index) {
            return trades[index];
        }

        long id(final int index) {
            return ids[index];
        }

        /** The first trade of this id or one above it that is among so many of the tape; -1 where there is none. */
        int ceiling(final long id, final long played) {
            int index = search(id);
            while (index < size && ordinals[index] >= played) {
                index++;
            }
            return index == size ? -1 : index;
        }

        /** The last trade of this id or one below it that is among so many of the tape; -1 where there is none. */
        int floor(final long id, final long played) {
            int index = search(id);
            if (index == size || ids[index] > id) {
                index--;
            }
            while (index >= 0 && ordinals[index] >= played) {
                index--;
            }
            return index;
        }

        private int search(final long id) {
            final int found = Arrays.binarySearch(ids, 0, size, id);
            return found < 0 ? -found - 1 : found;
        }

        private void begin(final TapeSymbol newSymbol, final Stretches newStretches, final int newAt) {
            symbol = newSymbol;
            stretches = newStretches;
            at = newAt;
            size = 0;
        }

        private void offer(final AggTrade trade, final long ordinal) {
            final boolean isOfStretch = trade.id >= stretches.firstId(at) && trade.id <= stretches.lastId(at);
            if (!isOfStretch || size == stretches.count(at) || (size > 0 && trade.id <= ids[size - 1])) {
                return;
            }
            if (trades[size] == null) {
                trades[size] = new AggTrade();
            }
            trades[size].copyFrom(trade);
            ids[size] = trade.id;
            ordinals[size] = ordinal;
            size++;
        }
    }
}
