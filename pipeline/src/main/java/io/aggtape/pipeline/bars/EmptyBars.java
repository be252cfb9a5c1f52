package io.aggtape.pipeline.bars;

/** What becomes of a time bar in which nothing traded, between two in which something did. */
public enum EmptyBars {
    /** There is one, at the last close with volumes and counts of 0: so do Binance's klines. */
    FLAT,
    /** There is none. */
    SKIP
}
