package io.aggtape.journal;

/** How often a tape starts a new file; cycles are cut in UTC. */
public enum RollCycle {
    /** A file a day, {@code yyyyMMddF.cq4}. */
    DAILY(86_400_000L),
    /** A file an hour, {@code yyyyMMdd-HHF.cq4}. */
    HOURLY(3_600_000L);

    private final long lengthMs;

    RollCycle(final long lengthMs) {
        this.lengthMs = lengthMs;
    }

    /** The length of a cycle, milliseconds. */
    public long lengthMs() {
        return lengthMs;
    }
}
