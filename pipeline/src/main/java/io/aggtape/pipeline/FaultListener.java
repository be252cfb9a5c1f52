package io.aggtape.pipeline;

/** Told once a thread has met what it cannot go on from; called on that thread. */
@FunctionalInterface
public interface FaultListener {
    /**
     * The thread of this role has stopped for good.
     *
     * @param role the thread's role, for example {@code journal}.
     * @param fault what it met.
     */
    void onFault(String role, Throwable fault);
}
