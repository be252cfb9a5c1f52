package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import java.util.function.BooleanSupplier;

/**
 * A handler on its own thread: names it and pins it, and says that it lives, at one reading of the clock a batch and
 * another every 64 events, and how far it has come, which costs no clock, at each event.
 */
final class BeatingHandler implements EventHandler<FrameSlot> {
    private static final int BEAT_MASK = 63;

    private final Heartbeat heartbeat;
    private final EventHandler<FrameSlot> handler;
    private final Runnable starting;
    private final BooleanSupplier isHalted;
    private final BooleanSupplier isToEnd;

    private boolean isInBatch;

    /**
     * Wraps a handler.
     *
     * @param starting run first on the handler's thread.
     * @param isHalted looked at before each event: a batch can be the whole ring, and the ring looks at its own flag only
     *     behind it.
     * @param isToEnd whether somebody has asked the thread to end.
     */
    BeatingHandler(
            final Heartbeat heartbeat,
            final EventHandler<FrameSlot> handler,
            final Runnable starting,
            final BooleanSupplier isHalted,
            final BooleanSupplier isToEnd) {
        this.heartbeat = heartbeat;
        this.handler = handler;
        this.starting = starting;
        this.isHalted = isHalted;
        this.isToEnd = isToEnd;
    }

    @Override
    public void onStart() {
        Thread.currentThread().setName(heartbeat.role());
        heartbeat.start();
        starting.run();
        heartbeat.idle(System.nanoTime());
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) throws Exception {
        if (!isInBatch || (sequence & BEAT_MASK) == 0) {
            isInBatch = true;
            heartbeat.beat(System.nanoTime());
        }
        heartbeat.progress(sequence);
        if (!isHalted.getAsBoolean()) {
            handler.onEvent(slot, sequence, endOfBatch);
            if (slot.event instanceof Probe) {
                ((Probe) slot.event).onPassed(heartbeat.role());
            }
        }
        if (endOfBatch) {
            isInBatch = false;
            heartbeat.idle(System.nanoTime());
        }
    }

    @Override
    public void onShutdown() {
        if (!isToEnd.getAsBoolean() && heartbeat.phase() != Heartbeat.Phase.FAILED) {
            throw new IllegalStateException("thread " + heartbeat.role() + " ended, though nobody has asked it to");
        }
        heartbeat.end();
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }
}
