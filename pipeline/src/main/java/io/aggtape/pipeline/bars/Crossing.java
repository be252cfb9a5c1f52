package io.aggtape.pipeline.bars;

/** What becomes of a trade that is more than a volume or quote bar has room for. */
public enum Crossing {
    /**
     * It goes whole into the bar that it fills, which then holds more than its size (M. Lopez de Prado, Advances in
     * Financial Machine Learning, Wiley 2018, section 2.3.1: a bar is sampled each time the amount was exchanged).
     */
    WHOLE,
    /**
     * It is cut at the edge, so that each closed bar holds its size exactly; a trade can fill several bars. The first part
     * carries the record and its underlying trades, the others carry volume only: sums over bars stay exact. A cut of a
     * quote bar is exact in quote; its base is rounded down to 10^-18, and the rest goes into the next bar.
     * A trade of more than a million sizes is refused with an {@link ArithmeticException}: the size is wrong.
     */
    SPLIT
}
