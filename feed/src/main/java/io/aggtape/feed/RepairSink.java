package io.aggtape.feed;

/** Where repaired trades and proven absences go on their way to the ring. */
interface RepairSink {
    /** Takes a {@link RepairFrame} or an {@code AbsentIds}; false where there is no room for now: offer it again. */
    boolean offer(Object item);
}
