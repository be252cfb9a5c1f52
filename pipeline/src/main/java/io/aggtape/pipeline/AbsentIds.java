package io.aggtape.pipeline;

import io.aggtape.journal.Market;

/**
 * An event of the ring: the exchange has proved that it has no such ids, so whatever of them is still missing is closed.
 *
 * @param firstId the first id.
 * @param lastId the last id, inclusive.
 * @param timeNs when it was proved, nanoseconds since the epoch.
 * @param reason how, in words for a person.
 */
public record AbsentIds(Market market, String symbol, long firstId, long lastId, long timeNs, String reason) {
    /** Checks the range. */
    public AbsentIds {
        if (firstId < 0 || lastId < firstId) {
            throw new IllegalArgumentException("no range of ids: " + firstId + " to " + lastId);
        }
    }
}
