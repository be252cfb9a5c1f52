package io.aggtape.pipeline;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * No ring and no hand-off: the feed thread runs the handlers itself, on the frame where it was received. For few cores,
 * where a second thread would take turns with the first. While a handler is slow nothing is read, so TCP pushes back.
 */
final class InlineDelivery implements Delivery, FramePublisher {
    private final SharedHandler handlers;
    private final FaultListener faults;
    private final FrameSlot slot = new FrameSlot(new UnsafeBuffer(ByteBuffer.allocateDirect(0)));

    private volatile Thread owner;
    private volatile boolean isHalted;
    private Heartbeat heartbeat;
    private boolean isInBatch;
    private long published;
    private long refused;
    private long step;

    InlineDelivery(final SharedHandler handlers, final FaultListener faults) {
        this.handlers = handlers;
        this.faults = faults;
    }

    @Override
    public void start() {
        // The feed thread starts itself.
    }

    /** The feed thread has ended: whatever it published was handled by then, but for the end of its last batch. */
    @Override
    public boolean stop(final long timeoutMs) {
        final boolean isSound = !isHalted && isEnded() && isLastBatchEnded();
        isHalted = true;
        return isSound;
    }

    @Override
    public boolean isEnded() {
        final Thread runner = owner;
        return runner == null || runner == Thread.currentThread() || !runner.isAlive();
    }

    @Override
    public FramePublisher publisher(final int feedThread) {
        return this;
    }

    @Override
    public long depth() {
        return 0;
    }

    @Override
    public int capacity() {
        return 1;
    }

    @Override
    public void tellProgress(final Heartbeat ofThisThread) {
        heartbeat = ofThisThread;
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
        if (isHalted) {
            refused++;
            return false;
        }
        slot.describe(line, isText, receiveNs, receiveEpochNs);
        slot.showFrame(buffer, offset, length);
        handle();
        published++;
        return true;
    }

    @Override
    public boolean publishEvent(final Object event) {
        if (isHalted) {
            refused++;
            return false;
        }
        slot.putEvent(event);
        handle();
        endOfRead();
        return true;
    }

    @Override
    public void endOfRead() {
        if (isInBatch && !isHalted) {
            isInBatch = false;
            try {
                handlers.endBatch();
            } catch (final RuntimeException | Error e) {
                throw halted(e);
            }
        }
    }

    @Override
    public long published() {
        return published;
    }

    @Override
    public long refused() {
        return refused;
    }

    /** What a handler throws here was told as its fault, and who stops has more to close. */
    private boolean isLastBatchEnded() {
        try {
            endOfRead();
        } catch (final IllegalStateException e) {
            return false;
        }
        return true;
    }

    private void handle() {
        if (!isInBatch) {
            isInBatch = true;
            own();
        }
        if (heartbeat != null) {
            heartbeat.progress(++step);
        }
        try {
            handlers.onSlot(slot);
        } catch (final RuntimeException | Error e) {
            throw halted(e);
        }
    }

    private void own() {
        if (owner != Thread.currentThread()) {
            owner = Thread.currentThread();
        }
    }

    /** A handler that threw has lost its frame: nothing may come behind it. */
    private IllegalStateException halted(final Throwable fault) {
        isHalted = true;
        faults.onFault("handlers", fault);
        return new IllegalStateException("the handlers stopped: " + fault.getMessage(), fault);
    }
}
