package io.aggtape.pipeline.bars;

/** Which time a time bar gives as its end; bars of other types always give the latest trade time. */
public enum CloseStamp {
    /** Open time + size - 1 unit: so do Binance's klines ({@code T} of a kline, {@code Close time} of the archive). */
    INCLUSIVE,
    /** Open time + size, which is the open time of the next bar. */
    EXCLUSIVE,
    /** The latest trade time in it; of an empty bar as {@link #INCLUSIVE}. */
    LAST_TRADE
}
