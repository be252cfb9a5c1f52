package io.aggtape.journal;

/** The way by which a trade reached this recorder. */
public enum TradeSource {
    /** A WebSocket line whose number is even. */
    LINE_A(0),
    /** A WebSocket line whose number is odd: the second of a redundant pair. */
    LINE_B(1),
    /** A repair through REST {@code fromId}. */
    REST(2),
    /** An import from Binance's archive files. */
    ARCHIVE(3);

    private static final TradeSource[] BY_CODE = values();

    private final int code;

    TradeSource(final int code) {
        this.code = code;
    }

    /** The number that stands for this source on the tape. */
    public int code() {
        return code;
    }

    /**
     * The source of a tape's code.
     *
     * @throws IllegalArgumentException where no source has it.
     */
    public static TradeSource ofCode(final int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no trade source has code " + code);
        }
        return BY_CODE[code];
    }
}
