package io.aggtape.pipeline.bars;

import java.util.Objects;

/**
 * How the edges of bars are drawn and named.
 *
 * @param emptyBars of time bars.
 * @param crossing of volume and quote bars.
 * @param closeStamp of time bars.
 * @param unitUs the unit of time stamps, in microseconds: 1,000 for milliseconds or 1 for microseconds.
 * @param offsetUs how far the edges of time bars lie behind those that are aligned to the epoch, microseconds; 0 to less
 *     than the size. Weeks that begin on Monday, as Binance's do, are {@code 7d} with an offset of {@code 4d}.
 */
public record BarRules(EmptyBars emptyBars, Crossing crossing, CloseStamp closeStamp, long unitUs, long offsetUs) {
    /** Microseconds a millisecond. */
    public static final long MILLISECONDS = 1_000;
    /** Microseconds a microsecond. */
    public static final long MICROSECONDS = 1;

    /** Binance's klines in milliseconds: flat empty bars, inclusive stamps, edges aligned to the epoch; trades stay whole. */
    public static final BarRules DEFAULT =
            new BarRules(EmptyBars.FLAT, Crossing.WHOLE, CloseStamp.INCLUSIVE, MILLISECONDS, 0);

    /** Checks the ranges. */
    public BarRules {
        Objects.requireNonNull(emptyBars, "emptyBars");
        Objects.requireNonNull(crossing, "crossing");
        Objects.requireNonNull(closeStamp, "closeStamp");
        if (unitUs != MILLISECONDS && unitUs != MICROSECONDS) {
            throw new IllegalArgumentException("the unit of bars is 1000 us or 1 us, not " + unitUs + " us");
        }
        if (offsetUs < 0) {
            throw new IllegalArgumentException("the offset of bars is 0 or more, not " + offsetUs + " us");
        }
    }

    /** The same with trades cut at the edge of a bar. */
    public BarRules split() {
        return new BarRules(emptyBars, Crossing.SPLIT, closeStamp, unitUs, offsetUs);
    }

    /** The same without empty bars. */
    public BarRules skipEmpty() {
        return new BarRules(EmptyBars.SKIP, crossing, closeStamp, unitUs, offsetUs);
    }
}
