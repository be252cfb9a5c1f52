package io.aggtape.pipeline;

import org.agrona.DirectBuffer;

/**
 * The feed thread's end of the pipeline: takes a frame, or refuses it where there is no room for it now. One feed thread
 * owns one publisher.
 */
public interface FramePublisher {
    /**
     * Publishes a frame; false where there is no room: offer it again, with the same stamps. Never blocks.
     *
     * @param receiveNs when its last byte was read, by {@code System.nanoTime()}.
     * @param receiveEpochNs the same moment in nanoseconds since the epoch.
     */
    boolean publish(
            LineContext line,
            boolean isText,
            long receiveNs,
            long receiveEpochNs,
            DirectBuffer buffer,
            int offset,
            int length);

    /** Publishes a {@code LineEvent}, {@code SessionEvent} or {@code ClockEvent}, which must not be changed after; false where there is no room. */
    boolean publishEvent(Object event);

    /** Ends a read: what was published since the last end belongs to one batch. */
    void endOfRead();

    /** Says where the handlers that run on the calling thread tell how far they have come; those of other threads have signs of life of their own. */
    void tellProgress(Heartbeat ofThisThread);

    /** How many frames this publisher has published. */
    long published();

    /** How often it found no room. */
    long refused();
}
