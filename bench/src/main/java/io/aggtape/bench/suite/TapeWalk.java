package io.aggtape.bench.suite;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.nio.file.Path;

/** Reads a tape to its end by the public reader and adds its trades' fields up, so that none is read for nothing. */
final class TapeWalk implements TapeListener {
    private static final int DOCUMENTS_A_POLL = 64;

    private long sum;
    private long trades;

    /** Reads all of it; returns how many trades there were. */
    long walk(final Path tape) {
        trades = 0;
        try (TapeReader reader = TapeReader.open(tape)) {
            while (!reader.isAtEnd()) {
                reader.poll(this, DOCUMENTS_A_POLL);
            }
            if (reader.faults() > 0) {
                throw new IllegalStateException(reader.faults() + " faults on " + tape);
            }
        }
        return trades;
    }

    /** What came out, for someone to look at. */
    long sum() {
        return sum;
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        trades++;
        sum += trade.id
                + trade.firstTradeId
                + trade.lastTradeId
                + trade.priceMantissa
                + trade.quantityMantissa
                + trade.tradeTimeUs
                + trade.eventTimeUs
                + trade.receiveTimeNs
                + trade.instrument.index();
    }
}
