package io.aggtape.feed.net;

/** Told, on their own threads, of the tasks that this room runs off the feed thread. */
@FunctionalInterface
public interface TaskWatch {
    /** Nobody is told. */
    TaskWatch NONE = (what, atMostNs) -> fault -> {};

    /**
     * A task begins on the calling thread.
     *
     * @param what what it does, for people.
     * @param atMostNs how long that may take, nanoseconds, because it waits for somebody else or is known to be slow.
     */
    Task begin(String what, long atMostNs);

    /** One that has begun. */
    @FunctionalInterface
    interface Task {
        /** It has ended, on the thread on which it began; {@code fault} is what nobody had foreseen, null for nothing. */
        void end(Throwable fault);
    }
}
