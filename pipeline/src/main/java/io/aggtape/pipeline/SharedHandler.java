package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;

/** Runs the three handlers one after the other on one thread: the same handlers, another placement. */
final class SharedHandler implements EventHandler<FrameSlot> {
    private final ParserHandler parser;
    private final MetricsHandler metrics;
    private final JournalHandler journal;

    SharedHandler(final ParserHandler parser, final MetricsHandler metrics, final JournalHandler journal) {
        this.parser = parser;
        this.metrics = metrics;
        this.journal = journal;
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        parser.onEvent(slot, sequence, endOfBatch);
        metrics.onEvent(slot, sequence, endOfBatch);
        journal.onEvent(slot, sequence, endOfBatch);
    }
}
