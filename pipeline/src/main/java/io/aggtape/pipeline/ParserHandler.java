package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineEvent;

/** Decodes frames and hands each trade, once, to the listeners: the trade history and the strategies. */
final class ParserHandler implements EventHandler<FrameSlot> {
    private final FrameReader reader;
    private final TradeListener[] listeners;
    private final HandlerCounters counters;
    private final HopRecorder receiveToParsed;
    /** What listeners are given where others use the reader's trade behind them; null where nobody does. */
    private final AggTrade copy;

    /** Gives listeners the reader's own trade, which nobody uses behind them. */
    ParserHandler(
            final FrameReader reader,
            final TradeListener[] listeners,
            final HandlerCounters counters,
            final HopRecorder receiveToParsed) {
        this(reader, listeners, counters, receiveToParsed, false);
    }

    /** {@code isCopying}: whether listeners get a copy, so that whatever they do to it stays theirs. */
    ParserHandler(
            final FrameReader reader,
            final TradeListener[] listeners,
            final HandlerCounters counters,
            final HopRecorder receiveToParsed,
            final boolean isCopying) {
        this.reader = reader;
        this.listeners = listeners;
        this.counters = counters;
        this.receiveToParsed = receiveToParsed;
        this.copy = isCopying ? new AggTrade() : null;
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        if (slot.event != null) {
            onSlotEvent(slot.event);
        } else {
            onFrame(slot, reader.read(slot));
        }
        if (endOfBatch) {
            endBatch();
        }
    }

    /** Ends a batch: what it came to is visible from then on. */
    void endBatch() {
        if (receiveToParsed.hasPending()) {
            receiveToParsed.flush(System.nanoTime());
        }
        counters.publish();
    }

    /** A frame that was read. */
    void onFrame(final FrameSlot slot, final FrameReader.Outcome outcome) {
        counters.count(outcome);
        switch (outcome) {
            case TRADE_AFTER_GAP:
                deliverGap();
                deliver();
                break;
            case TRADE_LATE:
            case TRADE_REPAIRED:
                deliver();
                deliverGap();
                break;
            case TRADE:
                deliver();
                break;
            default:
                return;
        }
        receiveToParsed.stamp(slot.receiveNs);
        if (receiveToParsed.isFull()) {
            receiveToParsed.flush(System.nanoTime());
        }
    }

    private void deliver() {
        final AggTrade trade = reader.trade();
        if (copy != null) {
            copy.copyFrom(trade);
        }
        for (final TradeListener listener : listeners) {
            listener.onTrade(copy == null ? trade : copy);
        }
    }

    private void deliverGap() {
        for (final TradeListener listener : listeners) {
            listener.onGap(reader.gap());
        }
    }

    /** An event in place of a frame. */
    void onSlotEvent(final Object event) {
        if (event instanceof AbsentIds && reader.onAbsent((AbsentIds) event) > 0) {
            deliverGap();
        }
        if (event instanceof LineEvent) {
            reader.onLine((LineEvent) event);
            for (final TradeListener listener : listeners) {
                listener.onLine((LineEvent) event);
            }
        }
    }
}
