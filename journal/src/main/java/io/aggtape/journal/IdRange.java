package io.aggtape.journal;

/**
 * Ids from one to another, both included.
 *
 * @param firstId the first.
 * @param lastId the last, not less than the first.
 */
public record IdRange(long firstId, long lastId) {
    /** How many ids. */
    public long size() {
        return lastId - firstId + 1;
    }

    @Override
    public String toString() {
        return "[" + firstId + ", " + lastId + "]";
    }
}
