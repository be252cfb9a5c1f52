package io.aggtape.pipeline;

import io.aggtape.journal.Gap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one handler has counted. Its thread counts in plain fields and makes them visible to all threads at the end of
 * each batch, so a reader sees whole batches and the hot path pays one ordered store a figure and batch.
 */
public final class HandlerCounters {
    private static final int TRADES = 0;
    private static final int DUPLICATES = 1;
    private static final int FOREIGN = 2;
    private static final int REJECTED = 3;
    private static final int GAPS = 4;
    private static final int LATE = 5;
    private static final int MISSING_IDS = 6;
    private static final int LAG_NS = 7;
    private static final int REPAIRED = 8;
    private static final int CONFLICTS = 9;
    private static final int UNCOMPARED = 10;
    private static final int ABSENT = 11;
    private static final int FIGURES = 12;

    private final long[] own = new long[FIGURES];
    private final AtomicLongArray visible = new AtomicLongArray(FIGURES);

    private volatile boolean isPaused;
    private volatile long passedOver;

    void count(final FrameReader.Outcome outcome) {
        switch (outcome) {
            case TRADE:
                own[TRADES]++;
                break;
            case TRADE_AFTER_GAP:
                own[TRADES]++;
                own[GAPS]++;
                break;
            case TRADE_LATE:
                own[TRADES]++;
                own[LATE]++;
                break;
            case TRADE_REPAIRED:
                own[TRADES]++;
                own[REPAIRED]++;
                break;
            case DUPLICATE:
                own[DUPLICATES]++;
                break;
            case FOREIGN:
                own[FOREIGN]++;
                break;
            default:
                own[REJECTED]++;
                break;
        }
    }

    void countMissing(final Gap gap) {
        own[MISSING_IDS] += gap.lastId - gap.firstId + 1;
    }

    void countConflict() {
        own[CONFLICTS]++;
    }

    void countUncompared() {
        own[UNCOMPARED]++;
    }

    void countAbsent(final long ids) {
        own[ABSENT] += ids;
    }

    /** Seen at once, since nothing else is published meanwhile. */
    void passOver() {
        passedOver = passedOver + 1;
    }

    void pause(final boolean isNowPaused) {
        isPaused = isNowPaused;
    }

    void lag(final long latencyNs) {
        own[LAG_NS] = latencyNs;
    }

    void publish() {
        for (int i = 0; i < FIGURES; i++) {
            visible.lazySet(i, own[i]);
        }
    }

    /** Trades seen for the first time: delivered, measured or journaled, by the handler's job. */
    public long trades() {
        return visible.get(TRADES);
    }

    /** Trades seen before and dropped. */
    public long duplicates() {
        return visible.get(DUPLICATES);
    }

    /** Other events of the exchange, ignored. */
    public long foreign() {
        return visible.get(FOREIGN);
    }

    /** Frames that were no valid trade; each is kept on the tape. */
    public long rejected() {
        return visible.get(REJECTED);
    }

    /** Holes opened. */
    public long gaps() {
        return visible.get(GAPS);
    }

    /** Trades that filled a part of a hole because a line delivered them late. */
    public long late() {
        return visible.get(LATE);
    }

    /** Trades that filled a part of a hole because they were fetched. */
    public long repaired() {
        return visible.get(REPAIRED);
    }

    /** Ids of holes that the exchange has not; counted by the journal handler. */
    public long absent() {
        return visible.get(ABSENT);
    }

    /** Second copies of a trade that say something else than the first; counted by the journal handler. */
    public long conflicts() {
        return visible.get(CONFLICTS);
    }

    /** Second copies that came when the first was no longer remembered; counted by the journal handler. */
    public long uncompared() {
        return visible.get(UNCOMPARED);
    }

    /** Frames and events that were not written because the disk was full; counted by the journal handler. */
    public long passedOver() {
        return passedOver;
    }

    /** Whether the journal handler writes nothing now, because the disk is full. */
    public boolean isPaused() {
        return isPaused;
    }

    /** Ids that were missing when their hole was opened; counted by the journal handler. */
    public long missingIds() {
        return visible.get(MISSING_IDS);
    }

    /**
     * The last trade's receive time less the exchange's event time, nanoseconds; negative where the clocks differ; 0 before
     * the first. Measured by the metrics handler.
     */
    public long lagNs() {
        return visible.get(LAG_NS);
    }

    /** Every frame counted, whatever it was. */
    public long frames() {
        return trades() + duplicates() + foreign() + rejected();
    }
}
