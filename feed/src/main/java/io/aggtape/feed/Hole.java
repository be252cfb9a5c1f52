package io.aggtape.feed;

import io.aggtape.journal.GapState;
import io.aggtape.journal.Market;

/** A hole as it was opened, and what has become of its ids; owned by the thread that repairs. */
public final class Hole {
    private final Market market;
    private final String symbol;
    private final long firstId;
    private final long lastId;
    private final String reason;

    private long openIds;
    private long repairedIds;
    private long lateIds;
    private long absentIds;
    private boolean isBegun;
    private boolean isNoted;
    private String note = "";

    Hole(final Market market, final String symbol, final long firstId, final long lastId, final String reason) {
        this.market = market;
        this.symbol = symbol;
        this.firstId = firstId;
        this.lastId = lastId;
        this.reason = reason;
        this.openIds = lastId - firstId + 1;
    }

    /** The market. */
    public Market market() {
        return market;
    }

    /** The symbol in upper case. */
    public String symbol() {
        return symbol;
    }

    /** The first id that was missing. */
    public long firstId() {
        return firstId;
    }

    /** The last id that was missing, inclusive. */
    public long lastId() {
        return lastId;
    }

    /** How many ids were missing. */
    public long ids() {
        return lastId - firstId + 1;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }

    /** How many ids are missing now. */
    public long openIds() {
        return openIds;
    }

    /** How many ids REST brought. */
    public long repairedIds() {
        return repairedIds;
    }

    /** How many ids a line brought late. */
    public long lateIds() {
        return lateIds;
    }

    /** How many ids the source does not have. */
    public long absentIds() {
        return absentIds;
    }

    /** Why it stays open, in words; empty where it does not, or where it is in hand. */
    public String note() {
        return note;
    }

    /** Why it stays open; empty for in hand again. */
    void note(final String why) {
        isNoted |= !why.isEmpty();
        note = why;
    }

    /** Whether REST has been asked for it; true from the second call on. */
    boolean begin() {
        final boolean wasBegun = isBegun;
        isBegun = true;
        return wasBegun;
    }

    /** Whether REST has been asked for it. */
    boolean isBegun() {
        return isBegun;
    }

    /** Whether a person has heard of it. */
    boolean isTold() {
        return isBegun || isNoted;
    }

    /** The tape has these ids now, or knows why it has not. */
    void close(final GapState state, final long ids) {
        openIds -= ids;
        switch (state) {
            case REPAIRED -> repairedIds += ids;
            case ABSENT_AT_SOURCE -> absentIds += ids;
            default -> lateIds += ids;
        }
        if (openIds == 0) {
            note = "";
        }
    }

    /** For people: which ids of what. */
    @Override
    public String toString() {
        return symbol + " " + (firstId == lastId ? "id " + firstId : "ids " + firstId + ".." + lastId) + " (" + ids()
                + ")";
    }
}
