package io.aggtape.feed.exchange;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.RollCycle;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import java.nio.file.Path;

/** Writes a tape for a test, a document every few trades and a file every few of those. */
final class SampleTape implements AutoCloseable {
    private static final int TRADES_A_DOCUMENT = 5;

    private final Market market;
    private final Instruments instruments = new Instruments();
    private final TapeWriter writer;
    private long timeMs = SampleTrades.START_MS;
    private int written;

    SampleTape(final Path directory, final Market market) {
        this.market = market;
        final TapeConfig config = new TapeConfig(directory, RollCycle.HOURLY, 128 << 20, 4, 64, 1 << 20, 4 << 20);
        this.writer = TapeWriter.open(config, () -> timeMs);
    }

    /** A trade that happened and was received so many ms after the start; its other fields follow from its id. */
    static AggTrade trade(final long id, final long afterMs) {
        final AggTrade trade = new AggTrade();
        trade.id = id;
        trade.firstTradeId = id * 2;
        trade.lastTradeId = id * 2 + 1;
        trade.priceMantissa = 9_123_450_000_000L + id;
        trade.priceExponent = -8;
        trade.quantityMantissa = 1 + id % 1_000;
        trade.quantityExponent = -3;
        trade.tradeTimeUs = (SampleTrades.START_MS + afterMs) * 1_000;
        trade.eventTimeUs = trade.tradeTimeUs + 3_000;
        trade.receiveTimeNs = trade.eventTimeUs * 1_000;
        trade.isBuyerMaker = id % 2 == 0;
        trade.bestMatch = 1;
        trade.source = TradeSource.LINE_A;
        return trade;
    }

    /** The next file begins. */
    void roll() {
        writer.commit();
        timeMs += RollCycle.HOURLY.lengthMs();
    }

    SampleTape add(final String symbol, final AggTrade trade) {
        trade.instrument = instruments.intern(market, symbol);
        writer.append(trade);
        written++;
        if (written % TRADES_A_DOCUMENT == 0) {
            writer.commit();
        }
        return this;
    }

    @Override
    public void close() {
        writer.close();
    }
}
