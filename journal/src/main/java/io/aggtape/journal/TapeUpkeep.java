package io.aggtape.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;

/**
 * Cares for a tape's files while they are written: makes documents durable at an interval and deletes old files. It waits
 * for the disk, so it needs a thread of its own, which must end before {@link TapeWriter#close()}; made by the writer.
 */
public final class TapeUpkeep implements Agent {
    private static final System.Logger LOGGER = System.getLogger(TapeUpkeep.class.getName());
    private static final long RETENTION_INTERVAL_MS = TimeUnit.SECONDS.toMillis(10);

    private final TapeSync sync;
    private final TapeRetention retention;
    private final EpochClock clock;
    private final boolean isSyncing;
    private final long syncIntervalMs;

    private long lastSyncMs = Long.MIN_VALUE;
    private long lastRetentionMs = Long.MIN_VALUE;

    TapeUpkeep(final CareConfig config, final TapeSync sync, final TapeRetention retention, final EpochClock clock) {
        this.sync = sync;
        this.retention = retention;
        this.clock = clock;
        isSyncing = config.sync() == SyncPolicy.INTERVAL;
        syncIntervalMs = config.syncIntervalMs();
    }

    /** Whether there is anything to do, ever; where not, it needs no thread. */
    public boolean isNeeded() {
        return isSyncing || retention.isAsked();
    }

    /**
     * Does what is due.
     *
     * @throws JournalSyncException where documents could not be made durable.
     */
    @Override
    public int doWork() {
        final long nowMs = clock.time();
        int workCount = 0;
        if (isSyncing && isDue(nowMs, lastSyncMs, syncIntervalMs)) {
            lastSyncMs = nowMs;
            workCount += sync.sync() ? 1 : 0;
        }
        if (retention.isAsked() && isDue(nowMs, lastRetentionMs, RETENTION_INTERVAL_MS)) {
            lastRetentionMs = nowMs;
            workCount += deleteOld(nowMs);
        }
        return workCount;
    }

    @Override
    public String roleName() {
        return "tape-upkeep";
    }

    /** By a wall clock, which may go back. */
    private static boolean isDue(final long nowMs, final long lastMs, final long intervalMs) {
        return nowMs < lastMs || lastMs == Long.MIN_VALUE || nowMs - lastMs >= intervalMs;
    }

    private int deleteOld(final long nowMs) {
        try {
            return retention.deleteOld(nowMs);
        } catch (final IOException e) {
            // Recording goes on for as long as the disk has room; the next round tries again.
            LOGGER.log(Level.WARNING, "cannot delete old files of a journal: " + e);
            return 0;
        }
    }
}
