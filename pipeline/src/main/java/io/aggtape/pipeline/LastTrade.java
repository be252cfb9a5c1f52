package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import java.math.BigDecimal;

/**
 * What a status line wants of one symbol: written by the thread of {@link OrderFlow}, read by any, always consistent.
 */
public final class LastTrade {
    private final Market market;
    private final String symbol;
    private final SequenceLock lock = new SequenceLock();

    private long recordCount;
    private long buyCount;
    private long id;
    private long priceMantissa;
    private int priceExponent;
    private long tradeTimeUs;

    LastTrade(final Instrument instrument) {
        this.market = instrument.market();
        this.symbol = instrument.symbol();
    }

    /**
     * One consistent reading; before the first trade {@code recordCount} is 0 and so is everything else.
     *
     * @param recordCount how many aggregate trades there were, placeholders apart.
     * @param buyCount of how many of them the taker bought.
     * @param id the last one's id.
     * @param tradeTimeUs its {@code T}, microseconds since the epoch.
     */
    public record Reading(
            long recordCount, long buyCount, long id, long priceMantissa, int priceExponent, long tradeTimeUs) {
        /** The last price. */
        public BigDecimal price() {
            return BigDecimal.valueOf(priceMantissa, -priceExponent);
        }
    }

    /** The market. */
    public Market market() {
        return market;
    }

    /** The symbol. */
    public String symbol() {
        return symbol;
    }

    /** Reads it, from any thread; allocates the reading. */
    public Reading read() {
        while (true) {
            final long stamp = lock.beginRead();
            final Reading reading = new Reading(recordCount, buyCount, id, priceMantissa, priceExponent, tradeTimeUs);
            if (lock.isValid(stamp)) {
                return reading;
            }
        }
    }

    /** Owner thread. */
    void write(final AggTrade trade) {
        lock.beginWrite();
        recordCount++;
        buyCount += trade.isBuyerMaker ? 0 : 1;
        id = trade.id;
        priceMantissa = trade.priceMantissa;
        priceExponent = trade.priceExponent;
        tradeTimeUs = trade.tradeTimeUs;
        lock.endWrite();
    }
}
