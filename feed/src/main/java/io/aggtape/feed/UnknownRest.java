package io.aggtape.feed;

import io.aggtape.feed.rest.RestException;
import io.aggtape.feed.rest.RestFault;
import io.aggtape.feed.rest.TradePage;
import io.aggtape.feed.rest.TradePages;
import io.aggtape.journal.Market;
import java.util.concurrent.CompletableFuture;

/** Stands for the REST of an exchange of which nobody said where it is. */
record UnknownRest(Market market) implements TradePages {
    @Override
    public long waitMs() {
        return 0;
    }

    @Override
    public int usedWeight() {
        return 0;
    }

    @Override
    public CompletableFuture<TradePage> fromId(final String symbol, final long fromId) {
        return CompletableFuture.failedFuture(new RestException(
                RestFault.SHUT_OUT,
                "--endpoint is none of Binance's own hosts, and its REST is not known: name it by --rest"));
    }
}
