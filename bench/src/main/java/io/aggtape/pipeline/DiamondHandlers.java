package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeWriter;

/** The handlers' work behind one decoder: the trade goes on beside its slot. */
final class DiamondHandlers {
    private static final int HISTORY_TRADES = 1024;

    private final FrameReader reader;
    private final TapeWriter writer;
    private final OrderFlow orderFlow;
    private final TopologyRig.Passage atParser;
    private final TopologyRig.Passage atJournal;
    private final TradeHistory history = new TradeHistory(HISTORY_TRADES);
    private final AggTrade[] trades;
    private final LineRaces races = new LineRaces();
    private final StreamActivity activity = new StreamActivity();
    private final RecentTrades recent = new RecentTrades();
    private final HopRecorder toParsed = new HopRecorder(Hop.RECEIVE_TO_PARSED);
    private final HopRecorder toMetrics = new HopRecorder(Hop.RECEIVE_TO_METRICS);
    private final HopRecorder toReceive =
            new HopRecorder(Hop.EXCHANGE_TO_RECEIVE, new HopRecorder(Hop.EXCHANGE_TO_RECEIVE_NEGATIVE));
    private final HopRecorder toJournaled = new HopRecorder(Hop.RECEIVE_TO_JOURNALED, LatencyRecorders.JOURNAL_GROUP);

    DiamondHandlers(
            final TapeWriter writer,
            final OrderFlow orderFlow,
            final int slots,
            final TopologyRig.Passage atParser,
            final TopologyRig.Passage atJournal) {
        this.reader = new FrameReader(writer.recovered());
        this.writer = writer;
        this.orderFlow = orderFlow;
        this.atParser = atParser;
        this.atJournal = atJournal;
        trades = new AggTrade[slots];
        for (int i = 0; i < slots; i++) {
            trades[i] = new AggTrade();
        }
    }

    void parse(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        if (reader.read(slot) != FrameReader.Outcome.TRADE) {
            throw new IllegalStateException("only new trades are published here");
        }
        history.onTrade(reader.trade());
        at(sequence).copyFrom(reader.trade());
        stamp(toParsed, slot, endOfBatch);
        atParser.onPassed(slot.receiveNs);
    }

    void measure(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        final AggTrade trade = at(sequence);
        activity.onTrade(trade);
        races.onFirst(trade, slot.receiveNs);
        orderFlow.onTrade(trade);
        toReceive.repeat(slot.receiveEpochNs - trade.eventTimeUs * 1_000);
        if (endOfBatch) {
            toReceive.endRun();
        }
        stamp(toMetrics, slot, endOfBatch);
    }

    void keep(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        final AggTrade trade = at(sequence);
        writer.append(trade);
        recent.remember(trade);
        toJournaled.stamp(slot.receiveNs);
        if (endOfBatch || toJournaled.isFull()) {
            writer.commit();
            toJournaled.flush(System.nanoTime());
        }
        atJournal.onPassed(slot.receiveNs);
    }

    private void stamp(final HopRecorder recorder, final FrameSlot slot, final boolean endOfBatch) {
        recorder.stamp(slot.receiveNs);
        if (recorder.isFull() || endOfBatch) {
            recorder.flush(System.nanoTime());
        }
    }

    private AggTrade at(final long sequence) {
        return trades[(int) sequence & (trades.length - 1)];
    }
}
