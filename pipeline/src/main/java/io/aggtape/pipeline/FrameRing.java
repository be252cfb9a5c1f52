package io.aggtape.pipeline;

import com.lmax.disruptor.EventFactory;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the ring's slots as slices of one contiguous direct buffer, so that the reader writes memory in order. */
final class FrameRing implements EventFactory<FrameSlot> {
    private final ByteBuffer memory;
    private final int slotBytes;

    private int nextSlot;

    FrameRing(final int slots, final int slotBytes) {
        this.slotBytes = BitUtil.align(slotBytes, BitUtil.CACHE_LINE_LENGTH);
        final long bytes = (long) slots * this.slotBytes;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a ring of " + slots + " slots of " + this.slotBytes
                    + " bytes is larger than 2 GiB: use fewer or smaller slots");
        }
        this.memory = BufferUtil.allocateDirectAligned((int) bytes, BitUtil.CACHE_LINE_LENGTH);
    }

    @Override
    public FrameSlot newInstance() {
        return new FrameSlot(new UnsafeBuffer(memory, slotBytes * nextSlot++, slotBytes));
    }
}
