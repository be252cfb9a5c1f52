package io.aggtape.feed;

import io.aggtape.pipeline.HandlerCounters;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says loudly when the journal handler writes nothing because the disk is full, again and again, and when that is over. */
final class DiskLog {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLog.class);
    private static final long REMINDER_POLLS = 30;

    private final HandlerCounters journal;
    private final Supplier<String> reason;

    private boolean wasPaused;
    private long polls;
    private long passedOverBefore;

    DiskLog(final HandlerCounters journal, final Supplier<String> reason) {
        this.journal = journal;
        this.reason = reason;
    }

    /** Looks once; called every second by the reporter thread. */
    void poll() {
        final boolean isPaused = journal.isPaused();
        if (isPaused && (!wasPaused || ++polls % REMINDER_POLLS == 0)) {
            LOG.error(
                    "NOTHING IS WRITTEN: {}; {} frames passed over so far; free some space: recording goes on by itself,"
                            + " and what is missing is named and fetched",
                    reason.get().isEmpty() ? "the disk refuses to hold more of the journal" : reason.get(),
                    journal.passedOver() - passedOverBefore);
        }
        if (!isPaused && wasPaused) {
            LOG.warn(
                    "the journal is written again: {} frames were passed over; each symbol's next trade shows its hole",
                    journal.passedOver() - passedOverBefore);
            passedOverBefore = journal.passedOver();
            polls = 0;
        }
        wasPaused = isPaused;
    }
}
