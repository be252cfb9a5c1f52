package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;

/** Runs the three handlers one after the other on one thread: the same handlers, another placement, and one decode a frame. */
final class SharedHandler implements EventHandler<FrameSlot> {
    private final SlotDecoder decoder;
    private final ParserHandler parser;
    private final MetricsHandler metrics;
    private final JournalHandler journal;

    /** {@code decoder}: the one that the handlers' readers share. */
    SharedHandler(
            final SlotDecoder decoder,
            final ParserHandler parser,
            final MetricsHandler metrics,
            final JournalHandler journal) {
        this.decoder = decoder;
        this.parser = parser;
        this.metrics = metrics;
        this.journal = journal;
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        onSlot(slot);
        if (endOfBatch) {
            endBatch();
        }
    }

    /** A frame or an event. */
    void onSlot(final FrameSlot slot) {
        if (slot.event == null) {
            final DecodeResult decoded = decoder.decode(slot);
            parser.onFrame(slot, decoded);
            metrics.onFrame(slot, decoded);
            journal.onFrame(slot, decoded);
        } else {
            parser.onSlotEvent(slot.event);
            metrics.onSlotEvent(slot.event);
            journal.onSlotEvent(slot.event);
        }
    }

    /** Ends a batch. */
    void endBatch() {
        parser.endBatch();
        metrics.endBatch();
        journal.endBatch();
    }
}
