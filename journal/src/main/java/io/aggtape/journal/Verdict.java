package io.aggtape.journal;

/** What {@link Continuity} says of a trade: all but {@link #DUPLICATE} are trades that were not seen before. */
public enum Verdict {
    /** The first trade of its instrument. */
    FIRST,
    /** Its id follows the last one. */
    NEXT,
    /** Its id does not adjoin those seen: the ids between are missing now. */
    GAP,
    /** Its id was missing, or is the one just before the first seen. */
    LATE,
    /** Its id was seen before. */
    DUPLICATE;

    /** Whether the trade was not seen before. */
    public boolean isNew() {
        return this != DUPLICATE;
    }
}
