package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;

/**
 * Runs the three handlers one after the other on one thread: the same handlers, another placement. A frame is decoded once,
 * and judged once for the parser and the metrics; the journal, which passes frames over while the disk is full, judges for
 * itself.
 */
final class SharedHandler implements EventHandler<FrameSlot> {
    private final FrameReader reader;
    private final ParserHandler parser;
    private final MetricsHandler metrics;
    private final JournalHandler journal;

    /** {@code reader}: that of the parser and the metrics, which shares its decoder with the journal's. */
    SharedHandler(
            final FrameReader reader,
            final ParserHandler parser,
            final MetricsHandler metrics,
            final JournalHandler journal) {
        this.reader = reader;
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
            final DecodeResult decoded = reader.decode(slot);
            final FrameReader.Outcome outcome = reader.judge(decoded);
            parser.onFrame(slot, outcome);
            metrics.onFrame(slot, outcome);
            journal.onFrame(slot, decoded);
        } else {
            // Of events the metrics take note in their reader, and this one has done so already.
            parser.onSlotEvent(slot.event);
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
