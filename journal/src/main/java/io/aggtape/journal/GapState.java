package io.aggtape.journal;

/** What has become of a hole in the ids of one symbol. */
public enum GapState {
    /** The hole was seen: an id beyond it arrived. */
    OPENED(0),
    /** These ids of an open hole arrived late, from a line. */
    FILLED_LATE(1),
    /** These ids of an open hole were fetched by REST. */
    REPAIRED(2),
    /** REST proved that the source has no such ids: the tape is complete without them. */
    ABSENT_AT_SOURCE(3);

    private static final GapState[] BY_CODE = values();

    private final int code;

    GapState(final int code) {
        this.code = code;
    }

    /** The number that stands for this state on the tape. */
    public int code() {
        return code;
    }

    /**
     * The state of a tape's code.
     *
     * @throws IllegalArgumentException where no state has it.
     */
    public static GapState ofCode(final int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no gap state has code " + code);
        }
        return BY_CODE[code];
    }
}
