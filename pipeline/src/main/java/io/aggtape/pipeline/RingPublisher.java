package io.aggtape.pipeline;

import com.lmax.disruptor.RingBuffer;
import org.agrona.DirectBuffer;

/** Copies a frame into the ring's next slot, or refuses it where the ring is full. */
final class RingPublisher implements FramePublisher {
    private final RingBuffer<FrameSlot> ring;
    private final int headroom;
    private final HopRecorder receiveToPublish;

    private long published;
    private long refused;

    RingPublisher(final RingBuffer<FrameSlot> ring, final int headroom, final HopRecorder receiveToPublish) {
        this.ring = ring;
        this.headroom = headroom;
        this.receiveToPublish = receiveToPublish;
    }

    @Override
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
            slot.describe(line, isText, receiveNs, receiveEpochNs);
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

    @Override
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

    /** Records the stamps that wait with one look at the clock. */
    @Override
    public void endOfRead() {
        if (receiveToPublish.hasPending()) {
            receiveToPublish.flush(System.nanoTime());
        }
    }

    @Override
    public void tellProgress(final Heartbeat ofThisThread) {
        // The handlers have threads of their own.
    }

    @Override
    public long published() {
        return published;
    }

    @Override
    public long refused() {
        return refused;
    }
}
