package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import java.util.Arrays;

/** Finds the served symbol of a trade by the instruments of one reader. Owned by one thread. */
final class SymbolTable {
    private final ServedTape tape;
    private TapeSymbol[] byInstrument = new TapeSymbol[16];
    private boolean[] isKnown = new boolean[16];

    SymbolTable(final ServedTape tape) {
        this.tape = tape;
    }

    /** The symbol, or null where the trade is not served. */
    TapeSymbol of(final AggTrade trade) {
        if (!tape.part().selection().accepts(trade.tradeTimeUs)) {
            return null;
        }
        final int index = trade.instrument.index();
        if (index >= byInstrument.length) {
            byInstrument = Arrays.copyOf(byInstrument, index * 2);
            isKnown = Arrays.copyOf(isKnown, index * 2);
        }
        if (!isKnown[index]) {
            isKnown[index] = true;
            byInstrument[index] = tape.find(trade.instrument);
        }
        return byInstrument[index];
    }
}
