package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;

/** What lines have delivered, as a test says. */
public final class StreamActivities {
    private final StreamActivity activity = new StreamActivity();
    private final Instruments instruments = new Instruments();

    public StreamActivity activity() {
        return activity;
    }

    /** A trade came by a line, so many milliseconds after its event time. */
    public void trade(final int line, final String symbol, final long id, final long lagMs) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instruments.intern(Market.SPOT, symbol);
        trade.id = id;
        trade.line = line;
        trade.eventTimeUs = 1_795_348_800_000_000L;
        trade.receiveTimeNs = (trade.eventTimeUs + lagMs * 1_000) * 1_000;
        activity.onTrade(trade);
    }
}
