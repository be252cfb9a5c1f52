package io.aggtape.feed.rest;

import io.aggtape.journal.Market;
import java.util.concurrent.CompletableFuture;

/** Pages of one market's aggregate trades by id; asked by one thread, which never waits. */
public interface TradePages {
    /** How many trades a page has at most. */
    int PAGE_TRADES = 1_000;

    /** Whose trades. */
    Market market();

    /** How long the next request has to wait for the weight budget, or for a ban to end, milliseconds; 0 for not at all. */
    long waitMs();

    /** The request weight used in this minute. */
    int usedWeight();

    /**
     * Asks for the trades of a symbol from an id on, that one included, in the order of their ids. The answer is a page,
     * or a {@link RestException}; cancelling it ends the request.
     */
    CompletableFuture<TradePage> fromId(String symbol, long fromId);
}
