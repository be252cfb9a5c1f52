package io.aggtape.journal;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;

/**
 * A tape that is written of what happened before, by one thread alone: its files are cut by the time of what is in them,
 * and the disk ahead of the writer is made ready between documents, which no other thread does here.
 */
public final class PastTape implements AutoCloseable {
    private final EpochClock clock;
    private final TapeWriter writer;

    private long nowMs;
    private long lastSequence;

    /**
     * Opens a tape.
     *
     * @param clock the time now, before which all of it happened.
     * @param firstTimeNs when the first of it happened, nanoseconds since the epoch.
     */
    public PastTape(final TapeConfig config, final EpochClock clock, final long firstTimeNs) {
        this.clock = clock;
        advanceTo(firstTimeNs);
        writer = TapeWriter.open(config, () -> nowMs);
    }

    /** Takes the records; commits by itself what fills a document. */
    public TapeWriter writer() {
        return writer;
    }

    /** What comes next happened then, nanoseconds since the epoch: never in the future, and never before what is there. */
    public void advanceTo(final long timeNs) {
        nowMs = Math.max(nowMs, Math.min(TimeUnit.NANOSECONDS.toMillis(timeNs), clock.time()));
    }

    /**
     * To be called after each record: commits after each document that has filled up.
     *
     * @throws JournalUnwritableException where the disk is full.
     */
    public void commitSometimes() {
        if (writer.lastSequence() != lastSequence) {
            commit();
        }
    }

    /**
     * Commits all.
     *
     * @throws JournalUnwritableException where the disk is full.
     */
    public void commit() {
        writer.commit();
        lastSequence = writer.lastSequence();
        writer.pageToucher().doWork();
        if (!writer.hasSpace()) {
            throw new JournalUnwritableException(writer.pageToucher().reason());
        }
    }

    @Override
    public void close() {
        writer.pageToucher().onClose();
        writer.close();
    }
}
