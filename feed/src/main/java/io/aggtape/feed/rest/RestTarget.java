package io.aggtape.feed.rest;

import io.aggtape.journal.Market;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a market's REST is, and what Binance's documents say of its weights.
 *
 * @param market the market.
 * @param base scheme, host and port, without a path.
 * @param prefix the path before {@code /aggTrades}, for example {@code /api/v3}.
 */
public record RestTarget(Market market, URI base, String prefix) {
    private static final int SPOT_LIMIT = 6_000;
    private static final int FUTURES_LIMIT = 2_400;

    /** What a request for trades weighs: 4 on spot, 20 on futures. */
    int tradesWeight() {
        return market == Market.SPOT ? 4 : 20;
    }

    /** What a request for the limits weighs: 20 on spot, 1 on futures. */
    int limitsWeight() {
        return market == Market.SPOT ? 20 : 1;
    }

    /** The weight a minute that the documents name, for as long as the exchange has not told its own. */
    public int usualLimit() {
        return market == Market.SPOT ? SPOT_LIMIT : FUTURES_LIMIT;
    }

    URI trades(final String symbol, final long fromId, final int limit) {
        return at("/aggTrades?symbol=" + encode(symbol) + "&fromId=" + fromId + "&limit=" + limit);
    }

    URI newestTrades(final String symbol, final int limit) {
        return at("/aggTrades?symbol=" + encode(symbol) + "&limit=" + limit);
    }

    /** On spot the answer for one symbol is short; futures know no such filter. */
    URI limits(final String symbol) {
        return at(market == Market.SPOT ? "/exchangeInfo?symbol=" + encode(symbol) : "/exchangeInfo");
    }

    private URI at(final String path) {
        return URI.create(base + prefix + path);
    }

    private static String encode(final String symbol) {
        return URLEncoder.encode(symbol, StandardCharsets.UTF_8);
    }
}
