package io.aggtape.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Trades of any disorder: first all are put aside by instrument, then they are given, by id within an instrument and by
 * {@link ExchangeOrder} over the heads of all. Memory does not grow with their number. Owned by one thread.
 */
final class SpooledTrades implements TradeSequence {
    private final TradeSpool spool;
    private final List<InstrumentRuns> byInstrument = new ArrayList<>();
    private final PriorityQueue<InstrumentRuns> heads = new PriorityQueue<>();

    private InstrumentRuns taken;
    private long trades;
    private long given;

    SpooledTrades(final Path file, final Instruments instruments) {
        spool = new TradeSpool(file, instruments);
    }

    void add(final AggTrade trade) {
        final int at = trade.instrument.index();
        while (byInstrument.size() <= at) {
            byInstrument.add(new InstrumentRuns(spool));
        }
        byInstrument.get(at).add(trade);
        trades++;
    }

    /** Ends adding, and goes before the first. */
    void end() {
        byInstrument.forEach(InstrumentRuns::end);
        rewind();
    }

    @Override
    public AggTrade next() {
        if (taken != null && taken.next()) {
            heads.add(taken);
        }
        taken = heads.poll();
        given += taken == null ? 0 : 1;
        return taken == null ? null : taken.trade();
    }

    @Override
    public void seek(final long timeUs) {
        rewind();
        AggTrade first = next();
        while (first != null && first.tradeTimeUs < timeUs) {
            first = next();
        }
        // It is given again.
        if (taken != null) {
            heads.add(taken);
            taken = null;
            given--;
        }
    }

    @Override
    public double progress() {
        return trades == 0 ? 1 : (double) given / trades;
    }

    @Override
    public long contentDifferences() {
        return byInstrument.stream()
                .mapToLong(InstrumentRuns::contentDifferences)
                .sum();
    }

    @Override
    public void close() {
        spool.close();
    }

    private void rewind() {
        heads.clear();
        taken = null;
        given = 0;
        for (final InstrumentRuns runs : byInstrument) {
            runs.rewind();
            if (runs.next()) {
                heads.add(runs);
            }
        }
    }
}
