package io.aggtape.journal;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Trades of which every field is drawn. */
final class RandomTrades {
    private RandomTrades() {}

    /** A trade with any fields that a record can hold. */
    static AggTrade next(final SplittableRandom random, final Instruments instruments) {
        final char[] symbol = new char[random.nextInt(1, Instrument.MAX_SYMBOL_BYTES + 1)];
        Arrays.fill(symbol, (char) random.nextInt('A', 'Z' + 1));
        final AggTrade trade = new AggTrade();
        trade.instrument =
                instruments.intern(Market.values()[random.nextInt(Market.values().length)], new String(symbol));
        trade.id = random.nextLong();
        trade.firstTradeId = random.nextLong();
        trade.lastTradeId = random.nextLong();
        trade.priceMantissa = random.nextLong();
        trade.priceExponent = -random.nextInt(19);
        trade.quantityMantissa = random.nextLong();
        trade.quantityExponent = -random.nextInt(19);
        trade.hasNormalQuantity = random.nextBoolean();
        trade.normalQuantityMantissa = trade.hasNormalQuantity ? random.nextLong() : 0;
        trade.normalQuantityExponent = trade.hasNormalQuantity ? -random.nextInt(19) : 0;
        trade.tradeTimeUs = random.nextLong();
        trade.eventTimeUs = random.nextLong();
        trade.receiveTimeNs = random.nextLong();
        trade.isBuyerMaker = random.nextBoolean();
        trade.bestMatch = random.nextInt(-1, 2);
        trade.symbolType = random.nextInt(-1, 128);
        trade.source = TradeSource.values()[random.nextInt(TradeSource.values().length)];
        trade.line = random.nextInt(0x10000);
        return trade;
    }
}
