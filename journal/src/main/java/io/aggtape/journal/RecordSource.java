package io.aggtape.journal;

/** The records of one tape or of several, one after the other; owned by one thread. */
public interface RecordSource extends AutoCloseable {
    /**
     * Delivers what comes next, and returns soon also where there is much to do before the first record.
     *
     * @param limit at most how many documents of a tape that is read as it lies, or how many records of what is ordered.
     * @return how many records were delivered; 0 at the end, while it prepares, and where all were skipped.
     */
    int poll(TapeListener listener, int limit);

    /** Whether the last poll or move met the end of what is written; a writer may add more. */
    boolean isAtEnd();

    /** Whether it still reads ahead for what it delivers first. */
    boolean isPreparing();

    /**
     * Goes, forward or back, to where all trades with {@code T >= timeUs} are still to come. Earlier ones may come, too: who
     * wants none of them drops them.
     *
     * @param timeUs microseconds since the epoch.
     */
    void seek(long timeUs);

    /** About which part of it was read, or of what is read ahead, from 0 to 1. */
    double progress();

    /** The instruments of the trades and gaps that this source delivers. */
    Instruments instruments();

    /** How many faults of the tapes themselves were met. */
    long faults();

    @Override
    void close();
}
