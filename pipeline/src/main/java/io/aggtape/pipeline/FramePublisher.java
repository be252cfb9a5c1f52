package io.aggtape.pipeline;

import com.lmax.disruptor.RingBuffer;
import org.agrona.DirectBuffer;

/**
 * The feed thread's end of the ring: copies a frame into the next slot, or refuses it where the ring is full. One feed
 * thread owns one publisher.
 */
public final class FramePublisher {
    private final RingBuffer<FrameSlot> ring;
    private final int headroom;
    private final HopRecorder receiveToPublish;

    private long published;
    private long refused;

    FramePublisher(final RingBuffer<FrameSlot> ring, final int headroom, final HopRecorder receiveToPublish) {
        this.ring = ring;
        this.headroom = headroom;
        this.receiveToPublish = receiveToPublish;
    }

    /**
     * Publishes a frame; false where the ring is full: offer it again, with the same stamps. Never blocks.
     *
     * @param receiveNs when its last byte was read, by {@code System.nanoTime()}.
     * @param receiveEpochNs the same moment in nanoseconds since the epoch.
     */
    public boolean publish(
            final LineContext line,
            final boolean isText,
            final long receiveNs,
            final long receiveEpochNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (!ring.hasAvailableCapacity(headroom)) {
            refused++;
            return false;
        }
        final long sequence = ring.next();
        try {
            final FrameSlot slot = ring.get(sequence);
            slot.event = null;
            slot.line = line;
            slot.isText = isText;
            slot.receiveNs = receiveNs;
            slot.receiveEpochNs = receiveEpochNs;
            slot.putFrame(buffer, offset, length);
        } finally {
            ring.publish(sequence);
        }
        published++;
        receiveToPublish.stamp(receiveNs);
        if (receiveToPublish.isFull()) {
            receiveToPublish.flush(System.nanoTime());
        }
        return true;
    }

    /** Publishes a {@code LineEvent}, {@code SessionEvent} or {@code ClockEvent}, which must not be changed after; false where the ring is full. */
    public boolean publishEvent(final Object event) {
        if (!ring.hasAvailableCapacity(headroom)) {
            refused++;
            return false;
        }
        final long sequence = ring.next();
        try {
            ring.get(sequence).putEvent(event);
        } finally {
            ring.publish(sequence);
        }
        return true;
    }

    /** Ends a read: records the stamps that wait with one look at the clock. */
    public void endOfRead() {
        if (receiveToPublish.hasPending()) {
            receiveToPublish.flush(System.nanoTime());
        }
    }

    /** How many frames this publisher has put on the ring. */
    public long published() {
        return published;
    }

    /** How often it found the ring full. */
    public long refused() {
        return refused;
    }
}
