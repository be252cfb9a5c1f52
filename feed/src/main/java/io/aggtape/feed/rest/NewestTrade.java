package io.aggtape.feed.rest;

import io.aggtape.journal.Market;

/** Asks REST for the newest trade of a symbol, so that silence on a stream can be told from silence of the market. */
public interface NewestTrade {
    /**
     * A symbol's newest trade.
     *
     * @param id the aggregate trade id; -1 where the symbol has had no trade.
     * @param tradeTimeMs when it was made, milliseconds since the epoch by the exchange's clock; 0 where there is none.
     */
    record Reading(long id, long tradeTimeMs) {}

    /**
     * Asks and waits for the answer, at most for the client's time-outs; from any thread that may wait.
     *
     * @throws RestException whose fault tells an unknown symbol, a spent budget and a dead network apart.
     * @throws IllegalArgumentException where it is asked of another market than it knows.
     */
    Reading newest(Market market, String symbol) throws RestException, InterruptedException;
}
