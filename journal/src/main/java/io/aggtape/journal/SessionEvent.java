package io.aggtape.journal;

/** The start or the stop of a recorder; valid only during the call that delivers it. */
public final class SessionEvent {
    /** A random number that both events of one run share. */
    public long runId;
    /** True at start, false at an orderly stop. */
    public boolean isStart;
    /** When, nanoseconds since the epoch by the local clock. */
    public long timeNs;
    /** What {@code System.nanoTime()} must be added to for nanoseconds since the epoch, as measured at this event. */
    public long epochOffsetNs;
    /** The recorder's version; never null. */
    public String version = "";
    /** The effective configuration as {@code name=value} lines; never null. */
    public String configuration = "";

    /** Takes over every field of another event. */
    public void copyFrom(final SessionEvent other) {
        runId = other.runId;
        isStart = other.isStart;
        timeNs = other.timeNs;
        epochOffsetNs = other.epochOffsetNs;
        version = other.version;
        configuration = other.configuration;
    }
}
