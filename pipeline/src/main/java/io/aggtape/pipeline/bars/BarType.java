package io.aggtape.pipeline.bars;

import java.util.Locale;

/** What a bar is full of. */
public enum BarType {
    /** Time: {@code [open, open + size)} by the trade time {@code T}. */
    TIME,
    /** Aggregate trades. */
    TICK,
    /** Volume in the base asset; contracts on COIN-M. */
    VOLUME,
    /** Volume in the quote asset: price times quantity; price times contracts, which is no money, on COIN-M. */
    QUOTE;

    /** The name on the command line and in every output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
