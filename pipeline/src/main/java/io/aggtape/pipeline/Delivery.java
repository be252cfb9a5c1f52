package io.aggtape.pipeline;

/** How frames come from the feed threads to the handlers; started and stopped by one thread. */
interface Delivery {
    /**
     * Starts the handlers and waits until each runs, pinned as planned.
     *
     * @throws PinningFailedException where a thread could not be pinned.
     * @throws IllegalStateException where a handler did not start.
     */
    void start();

    /** Waits until the handlers have passed all that was published, then ends them; whether that was all in time. */
    boolean stop(long timeoutMs);

    /** Whether no thread runs the handlers any more. */
    boolean isEnded();

    /** The publisher of one feed thread, from 0. */
    FramePublisher publisher(int feedThread);

    /** How many frames wait for the slowest handler. */
    long depth();

    /** How many may. */
    int capacity();
}
