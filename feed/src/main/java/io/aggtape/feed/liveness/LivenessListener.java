package io.aggtape.feed.liveness;

import io.aggtape.pipeline.Heartbeat;

/** Hears what {@link LivenessWatch} finds, on the thread that polls it. */
public interface LivenessListener {
    /** A thread stalls. */
    void onStall(Stall stall);

    /** It still does. */
    void onStillStalled(Stall stall);

    /** It does no more; {@link Stall#forNs()} is how long it did. */
    void onStallEnd(Stall stall);

    /** A thread has ended as it should. */
    void onEnd(Heartbeat heartbeat);

    /** A thread, or one of its tasks, was ended by this. */
    void onFault(Heartbeat heartbeat, Throwable fault);

    /**
     * The watch itself was not called for much longer than it should be.
     *
     * @param sinceNs its last poll, {@link System#nanoTime()}.
     * @param nowNs this one.
     * @param isAlone whether other threads ran meanwhile; otherwise the whole process seems to have stood still.
     */
    void onPause(long sinceNs, long nowNs, boolean isAlone);
}
