package io.aggtape.bench.suite;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;

/** Fills one trade again and again with the next of some symbols, ids contiguous; owned by one thread. */
final class SpotTrades {
    private static final long START_US = 1_795_392_000_000_000L;
    private static final long STEP_US = 10;
    private static final long PRICE = 9_876_543_210_000L;

    private final AggTrade trade = new AggTrade();
    private final Instrument[] instruments;

    private long count;

    SpotTrades(final int symbols) {
        final Instruments table = new Instruments();
        instruments = new Instrument[symbols];
        for (int i = 0; i < symbols; i++) {
            instruments[i] = table.intern(Market.SPOT, i == 0 ? "BTCUSDT" : "S" + (100 + i) + "USDT");
        }
        trade.source = TradeSource.LINE_A;
        trade.priceExponent = -8;
        trade.quantityExponent = -8;
        trade.bestMatch = 1;
    }

    /** The next one, valid until the one after. */
    AggTrade next() {
        final long round = count / instruments.length;
        trade.instrument = instruments[(int) (count % instruments.length)];
        trade.id = 1 + round;
        trade.firstTradeId = 2 * trade.id;
        trade.lastTradeId = trade.firstTradeId + (count & 1);
        trade.priceMantissa = PRICE + (count & 0xFFF);
        trade.quantityMantissa = 1_000 + (count & 0xFFFF);
        trade.isBuyerMaker = (count & 3) == 0;
        trade.tradeTimeUs = START_US + STEP_US * count;
        trade.eventTimeUs = trade.tradeTimeUs + 1;
        trade.receiveTimeNs = trade.eventTimeUs * 1_000;
        count++;
        return trade;
    }
}
