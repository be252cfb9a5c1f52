package io.aggtape.feed;

/** What the repair of one run has counted: written by the thread that repairs, read by any. */
public final class RepairCounters {
    private volatile long openHoles;
    private volatile long openIds;
    private volatile long repairedIds;
    private volatile long absentIds;
    private volatile long requests;
    private volatile int usedWeight;
    private volatile boolean isBusy;
    private volatile String state = "nothing is missing";

    RepairCounters() {}

    /** Holes of which an id is missing now. */
    public long openHoles() {
        return openHoles;
    }

    /** Ids that are missing now. */
    public long openIds() {
        return openIds;
    }

    /** Ids that REST brought to the tape. */
    public long repairedIds() {
        return repairedIds;
    }

    /** Ids of holes that the source does not have. */
    public long absentIds() {
        return absentIds;
    }

    /** How often REST was asked. */
    public long requests() {
        return requests;
    }

    /** The request weight used in this minute. */
    public int usedWeight() {
        return usedWeight;
    }

    /** Whether anything is missing that REST may still bring soon. */
    public boolean isBusy() {
        return isBusy;
    }

    /** What it does or waits for, in words. */
    public String state() {
        return state;
    }

    void open(final HoleBook book) {
        openHoles = book.openHoles();
        openIds = book.openIds();
    }

    void addRepaired(final long ids) {
        repairedIds = repairedIds + ids;
    }

    void addAbsent(final long ids) {
        absentIds = absentIds + ids;
    }

    void asked(final int weight) {
        requests = requests + 1;
        usedWeight = weight;
    }

    void usedWeight(final int weight) {
        usedWeight = weight;
    }

    void state(final boolean isNowBusy, final String text) {
        isBusy = isNowBusy;
        state = text;
    }
}
