package io.aggtape.pipeline;

/** What a frame turned out to be. */
public enum DecodeResult {
    /** An aggregate trade, now in the caller's struct. */
    TRADE,
    /** Valid JSON that carries no aggregate trade: another event, a control reply or an error of the exchange. */
    FOREIGN,
    /** No valid trade; the decoder knows the reason. */
    REJECTED
}
