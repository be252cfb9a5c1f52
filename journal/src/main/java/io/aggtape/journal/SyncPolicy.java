package io.aggtape.journal;

/** When what was committed is made to survive a loss of power; a death of the process alone never loses it. */
public enum SyncPolicy {
    /** When the kernel writes it back, by default within half a minute. */
    NEVER,
    /** By a thread of its own at an interval; a loss of power costs at most what came since. */
    INTERVAL,
    /** At each commit, on the writer's thread: what counts as committed is on the disk. */
    EVERY_BATCH
}
