package io.aggtape.pipeline;

import io.aggtape.journal.Instrument;
import java.util.Arrays;

/** What the fast paths remember of one symbol: its name on the wire, and guesses at the values of its next frame. */
final class SymbolTrack {
    final KnownName name;
    final Instrument instrument;

    /** How many bytes a value took last time, 1 to 32, by its {@link FrameShape} operation: a guess. */
    final int[] widths = new int[FrameShape.FIRST_MEASURED];

    final IntegerGuess id = new IntegerGuess();
    final IntegerGuess firstTradeId = new IntegerGuess();
    final IntegerGuess lastTradeId = new IntegerGuess();
    final DecimalGuess price = new DecimalGuess();
    final DecimalGuess quantity = new DecimalGuess();

    /** How many digits the price had before its point last time, 1 to 15: a guess that goes with its width. */
    int wholePriceDigits = 1;

    SymbolTrack(final KnownName name, final Instrument instrument) {
        this.name = name;
        this.instrument = instrument;
        forget();
    }

    /** Has every width measured in the next frame. */
    void forget() {
        Arrays.fill(widths, 1);
    }
}
