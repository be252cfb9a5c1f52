package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.util.Arrays;

/**
 * Takes the trades of a tape one by one in the order of their arrival, a document at a time in memory, and, where it
 * loops, round after round. Owned by one thread.
 */
final class TapeCursor implements AutoCloseable {
    private static final int DOCUMENTS_A_LOOK = 256;

    private final ServedTape tape;
    private final boolean isLoop;
    private final TapeReader reader;
    private final SymbolTable symbolTable;
    private final Taker taker = new Taker();

    private AggTrade[] page = new AggTrade[64];
    private TapeSymbol[] symbols = new TapeSymbol[page.length];
    private int size;
    private int at;
    private long round;
    private long taken;
    private long readOfRound;

    TapeCursor(final ServedTape tape, final boolean isLoop) {
        this.tape = tape;
        this.isLoop = isLoop;
        this.symbolTable = new SymbolTable(tape);
        this.reader = TapeReader.openWhole(tape.selection().journal(), TapeFaultListener.NONE);
        reader.moveTo(tape.firstPlace());
    }

    /** Whether a trade is at hand, after a bounded look; false does not mean that none will be. */
    boolean hasNext() {
        if (at == size) {
            readPage();
        }
        return at < size;
    }

    /** Whether none will follow. */
    boolean isExhausted() {
        return at == size && readOfRound == tape.trades() && !isLoop;
    }

    /** The time of the trade at hand that decides when it is due, microseconds, rounds counted in. */
    long nextTimeUs() {
        return ServedTape.paceTimeUs(page[at]) + round * tape.periodUs();
    }

    /** The symbol of the trade at hand. */
    TapeSymbol nextSymbol() {
        return symbols[at];
    }

    /** Takes the trade at hand, as a trade of its round. */
    void next(final TradeRow row) {
        row.copyFrom(page[at]);
        row.shift(tape, symbols[at], round);
        at++;
        taken++;
    }

    /** How many trades were taken, in all rounds. */
    long taken() {
        return taken;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void readPage() {
        at = 0;
        size = 0;
        if (readOfRound == tape.trades()) {
            if (!isLoop) {
                return;
            }
            reader.moveTo(tape.firstPlace());
            readOfRound = 0;
            round++;
        }
        for (int i = 0; i < DOCUMENTS_A_LOOK && size == 0; i++) {
            reader.poll(taker, 1);
            if (reader.isAtEnd()) {
                throw new IllegalStateException("the tape " + tape.selection().journal() + " holds "
                        + (tape.trades() - readOfRound) + " trades less than it did when it was opened");
            }
        }
    }

    /** Puts the trades of a document onto the page. */
    private final class Taker implements TapeListener {
        @Override
        public void onAggTrade(final AggTrade trade) {
            final TapeSymbol symbol = symbolTable.of(trade);
            if (symbol == null || readOfRound == tape.trades()) {
                return;
            }
            if (size == page.length) {
                page = Arrays.copyOf(page, size * 2);
                symbols = Arrays.copyOf(symbols, size * 2);
            }
            if (page[size] == null) {
                page[size] = new AggTrade();
            }
            page[size].copyFrom(trade);
            symbols[size] = symbol;
            size++;
            readOfRound++;
        }
    }
}
