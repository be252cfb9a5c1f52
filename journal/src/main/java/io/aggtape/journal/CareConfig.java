package io.aggtape.journal;

import java.util.Objects;

/**
 * What a {@link TapeWriter} does for its files beside writing them; checked when it is made.
 *
 * @param sync when committed documents are made durable.
 * @param syncIntervalMs how often, where that is {@link SyncPolicy#INTERVAL}, 1 ms or more.
 * @param keepMs files whose cycle ended longer ago than this are deleted, milliseconds; {@link #KEEP_ALL} for never.
 * @param maxBytes the oldest files are deleted while all together take more of the disk than this; {@link #KEEP_ALL} for
 *     never.
 */
public record CareConfig(SyncPolicy sync, long syncIntervalMs, long keepMs, long maxBytes) {
    /** No limit. */
    public static final long KEEP_ALL = Long.MAX_VALUE;

    /** How often {@link SyncPolicy#INTERVAL} syncs unless told otherwise, milliseconds. */
    public static final long DEFAULT_SYNC_INTERVAL_MS = 100;

    /** Leaves write-back to the kernel and keeps all. */
    public static final CareConfig NONE =
            new CareConfig(SyncPolicy.NEVER, DEFAULT_SYNC_INTERVAL_MS, KEEP_ALL, KEEP_ALL);

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException where one is out of its range.
     */
    public CareConfig {
        Objects.requireNonNull(sync, "sync");
        TapeConfig.requireRange("syncIntervalMs", syncIntervalMs, 1, Integer.MAX_VALUE);
        TapeConfig.requireRange("keepMs", keepMs, 0, KEEP_ALL);
        TapeConfig.requireRange("maxBytes", maxBytes, 0, KEEP_ALL);
    }

    /** The same with another policy. */
    public CareConfig withSync(final SyncPolicy newSync) {
        return new CareConfig(newSync, syncIntervalMs, keepMs, maxBytes);
    }

    /** The same with other limits on what is kept. */
    public CareConfig withLimits(final long newKeepMs, final long newMaxBytes) {
        return new CareConfig(sync, syncIntervalMs, newKeepMs, newMaxBytes);
    }
}
