package io.aggtape.feed.exchange;

import io.aggtape.feed.exchange.TapeProgram.PlayOrder;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.OrderedReader;
import io.aggtape.journal.RecordSource;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the trades of a tape one by one in the order of its program, a document or a few records at a time in memory, and,
 * where it loops, round after round. Owned by one thread.
 */
final class TapeCursor implements AutoCloseable {
    private static final int POLLS_A_LOOK = 256;
    private static final int RECORDS_A_POLL = 64;

    private final ServedTape tape;
    private final boolean isLoop;
    private final boolean isInExchangeOrder;
    private final RecordSource source;
    private final SymbolTable symbolTable;
    private final Taker taker = new Taker();
    private final long[] leftBySymbol;

    private AggTrade[] page = new AggTrade[RECORDS_A_POLL];
    private TapeSymbol[] symbols = new TapeSymbol[page.length];
    private int size;
    private int at;
    private long round;
    private long taken;
    private long readOfRound;

    TapeCursor(final TapeProgram program) {
        this.tape = program.tape();
        this.isLoop = program.isLoop();
        this.isInExchangeOrder = program.order() == PlayOrder.EXCHANGE;
        this.symbolTable = new SymbolTable(tape);
        this.leftBySymbol =
                tape.tapeSymbols().stream().mapToLong(TapeSymbol::trades).toArray();
        this.source = isInExchangeOrder
                ? OrderedReader.open(List.of(tape.part().journal()), tape.part().selection())
                : reader(tape);
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
        return at == size && isRoundRead() && !isLoop;
    }

    /** Whether trades of this symbol follow, in this round or a later one. */
    boolean hasMoreOf(final TapeSymbol symbol) {
        return isLoop || leftBySymbol[symbol.index()] > 0;
    }

    /** The time of the trade at hand that decides when it is due, microseconds, rounds counted in. */
    long nextTimeUs() {
        final AggTrade trade = page[at];
        final long timeUs = isInExchangeOrder ? trade.tradeTimeUs : ServedTape.paceTimeUs(trade);
        return timeUs + round * tape.periodUs();
    }

    /** The symbol of the trade at hand. */
    TapeSymbol nextSymbol() {
        return symbols[at];
    }

    /** Takes the trade at hand, as a trade of its round. */
    void next(final TradeRow row) {
        row.copyFrom(page[at]);
        row.shift(tape, symbols[at], round);
        leftBySymbol[symbols[at].index()]--;
        at++;
        taken++;
    }

    /** How many trades were taken, in all rounds. */
    long taken() {
        return taken;
    }

    @Override
    public void close() {
        source.close();
    }

    private static TapeReader reader(final ServedTape tape) {
        final TapeReader reader = TapeReader.openWhole(tape.part().journal(), TapeFaultListener.NONE);
        reader.moveTo(tape.firstPlace());
        return reader;
    }

    private boolean isRoundRead() {
        return isInExchangeOrder ? source.isAtEnd() : readOfRound == tape.trades();
    }

    private void readPage() {
        at = 0;
        size = 0;
        if (isRoundRead()) {
            if (!isLoop) {
                return;
            }
            rewind();
        }
        for (int i = 0; i < POLLS_A_LOOK && size == 0 && !isRoundRead(); i++) {
            source.poll(taker, isInExchangeOrder ? RECORDS_A_POLL : 1);
            if (source.isPreparing()) {
                return;
            }
            if (!isInExchangeOrder && source.isAtEnd()) {
                throw new IllegalStateException("the tape " + tape.part().journal() + " holds "
                        + (tape.trades() - readOfRound) + " trades less than it did when it was opened");
            }
        }
    }

    private void rewind() {
        if (source instanceof TapeReader reader) {
            reader.moveTo(tape.firstPlace());
        } else {
            source.seek(tape.part().selection().fromUs());
        }
        readOfRound = 0;
        round++;
    }

    /** Puts trades onto the page. */
    private final class Taker implements TapeListener {
        @Override
        public void onAggTrade(final AggTrade trade) {
            final TapeSymbol symbol = symbolTable.of(trade);
            if (symbol == null || !symbol.hasId(trade.id) || (!isInExchangeOrder && isRoundRead())) {
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
