package io.aggtape.journal;

/** Why a frame that should carry an aggregate trade is none; the frame itself is kept on the tape. */
public enum RejectReason {
    /** The message has no bytes. */
    EMPTY_FRAME(1),
    /** The message came as a binary frame; Binance's JSON streams send text. */
    BINARY_FRAME(2),
    /** The text ends inside the JSON value. */
    TRUNCATED(3),
    /** The text is not JSON. */
    NOT_JSON(4),
    /** The JSON value, or {@code data} of a combined stream, is not an object. */
    NOT_AN_OBJECT(5),
    /** More text follows the JSON object. */
    TRAILING_TEXT(6),
    /** A key of the trade stands twice. */
    DUPLICATE_KEY(7),
    /** A string holds one half of a surrogate pair, or bytes that are not UTF-8. */
    INVALID_TEXT(8),
    /** A field that every trade has is not there. */
    MISSING_FIELD(9),
    /** The symbol is empty, is not a string, or is longer than {@link Instrument#MAX_SYMBOL_BYTES}. */
    INVALID_SYMBOL(10),
    /** An id or a time is not a JSON integer. */
    NOT_AN_INTEGER(11),
    /** An id or a time does not fit a signed 64-bit integer. */
    INTEGER_OVERFLOW(12),
    /** {@code a} is negative, or {@code f} or {@code l} is negative and they are not both -1. */
    NEGATIVE_ID(13),
    /** {@code l} is less than {@code f}. */
    LAST_ID_BEFORE_FIRST(14),
    /** A price or a quantity is not a JSON string. */
    DECIMAL_NOT_A_STRING(15),
    /** A price or a quantity is the empty string. */
    DECIMAL_EMPTY(16),
    /** A price or a quantity has a sign. */
    DECIMAL_SIGNED(17),
    /** A price or a quantity has an exponent. */
    DECIMAL_WITH_EXPONENT(18),
    /** A price or a quantity has any other character or shape than digits with at most one point between them. */
    DECIMAL_MALFORMED(19),
    /** A price or a quantity does not fit a 64-bit mantissa and an exponent of 0 to -18. */
    DECIMAL_OVERFLOW(20),
    /** {@code m} or {@code M} is not a JSON boolean. */
    FLAG_NOT_A_BOOLEAN(21),
    /** {@code T} or {@code E} is negative or does not have the magnitude of the line's time unit. */
    TIME_OUT_OF_RANGE(22),
    /** A trade whose id is on the tape already, with other content. */
    CONTENT_DIFFERS(23);

    private static final RejectReason[] BY_CODE = new RejectReason[values().length + 1];

    static {
        for (final RejectReason reason : values()) {
            BY_CODE[reason.code] = reason;
        }
    }

    private final int code;

    RejectReason(final int code) {
        this.code = code;
    }

    /** The number that stands for this reason on the tape: never changed, never used again. */
    public int code() {
        return code;
    }

    /**
     * The reason of a tape's code.
     *
     * @throws IllegalArgumentException where no reason has it.
     */
    public static RejectReason ofCode(final int code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no reject reason has code " + code);
        }
        return BY_CODE[code];
    }
}
