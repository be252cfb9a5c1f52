package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import io.aggtape.journal.LineEvent;

/** Decodes frames and hands each trade, once, to the listeners: the trade history and the strategies. */
final class ParserHandler implements EventHandler<FrameSlot> {
    private final FrameReader reader;
    private final TradeListener[] listeners;
    private final HandlerCounters counters;
    private final HopRecorder receiveToParsed;

    ParserHandler(
            final FrameReader reader,
            final TradeListener[] listeners,
            final HandlerCounters counters,
            final HopRecorder receiveToParsed) {
        this.reader = reader;
        this.listeners = listeners;
        this.counters = counters;
        this.receiveToParsed = receiveToParsed;
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        if (slot.event != null) {
            onSlotEvent(slot.event);
        } else {
            onFrame(slot, reader.decode(slot));
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

    /** A frame that was decoded. */
    void onFrame(final FrameSlot slot, final DecodeResult decoded) {
        final FrameReader.Outcome outcome = reader.judge(decoded);
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
        for (final TradeListener listener : listeners) {
            listener.onTrade(reader.trade());
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
