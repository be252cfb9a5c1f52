package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.LineEvent;

/** Decodes frames and keeps order flow, the latency from the exchange to the socket, and how the lines do. */
final class MetricsHandler implements EventHandler<FrameSlot> {
    private static final long NANOS_PER_MICRO = 1_000;

    private final FrameReader reader;
    private final OrderFlow orderFlow;
    private final HandlerCounters counters;
    private final LineRaces races = new LineRaces();
    private final StreamActivity activity = new StreamActivity();
    private final HopRecorder receiveToMetrics;
    private final HopRecorder exchangeToReceive;

    MetricsHandler(
            final FrameReader reader,
            final OrderFlow orderFlow,
            final HandlerCounters counters,
            final LatencyRecorders latency) {
        this.reader = reader;
        this.orderFlow = orderFlow;
        this.counters = counters;
        this.receiveToMetrics = latency.recorder(Hop.RECEIVE_TO_METRICS);
        this.exchangeToReceive = latency.recorder(Hop.EXCHANGE_TO_RECEIVE);
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
        exchangeToReceive.endRun();
        if (receiveToMetrics.hasPending()) {
            receiveToMetrics.flush(System.nanoTime());
        }
        counters.publish();
    }

    private void onSlotEvent(final Object event) {
        if (event instanceof LineEvent) {
            reader.onLine((LineEvent) event);
        } else if (event instanceof AbsentIds) {
            reader.onAbsent((AbsentIds) event);
        }
    }

    StreamActivity activity() {
        return activity;
    }

    LineRaces races() {
        return races;
    }

    /** A frame that was read. */
    void onFrame(final FrameSlot slot, final FrameReader.Outcome outcome) {
        counters.count(outcome);
        switch (outcome) {
            case TRADE_AFTER_GAP:
                orderFlow.onGap(reader.gap());
                measure(slot);
                break;
            case TRADE:
            case TRADE_LATE:
            case TRADE_REPAIRED:
                measure(slot);
                break;
            case DUPLICATE:
                activity.onTrade(reader.trade());
                races.onCopy(reader.trade(), slot.receiveNs);
                break;
            default:
                break;
        }
    }

    private void measure(final FrameSlot slot) {
        final AggTrade trade = reader.trade();
        activity.onTrade(trade);
        races.onFirst(trade, slot.receiveNs);
        orderFlow.onTrade(trade);
        if (trade.eventTimeUs != 0) {
            final long latencyNs = slot.receiveEpochNs - trade.eventTimeUs * NANOS_PER_MICRO;
            exchangeToReceive.repeat(latencyNs);
            counters.lag(latencyNs);
        }
        receiveToMetrics.stamp(slot.receiveNs);
        if (receiveToMetrics.isFull()) {
            receiveToMetrics.flush(System.nanoTime());
        }
    }
}
