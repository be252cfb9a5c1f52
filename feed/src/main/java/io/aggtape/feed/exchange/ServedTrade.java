package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.aggtape.journal.Market;

/**
 * One trade as the exchange has it, whatever faults did to it on its way.
 *
 * @param id the aggregate trade id.
 * @param price decimal text as it stands in the source.
 * @param quantity decimal text as it stands in the source.
 * @param firstTradeId the first raw trade.
 * @param lastTradeId the last raw trade.
 * @param timeUs microseconds since the epoch.
 * @param flags {@link #BUYER_MAKER} and {@link #BEST_MATCH}.
 */
public record ServedTrade(
        long id, String price, String quantity, long firstTradeId, long lastTradeId, long timeUs, int flags) {
    /** The flag of a trade whose buyer was the maker. */
    public static final int BUYER_MAKER = 1;

    /** The flag of a trade at the best price. */
    public static final int BEST_MATCH = 2;

    private static final String FUTURES_HEADER =
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";

    static ServedTrade of(final TradeRow row) {
        return new ServedTrade(
                row.id,
                new String(row.price, 0, row.priceLength, US_ASCII),
                new String(row.quantity, 0, row.quantityLength, US_ASCII),
                row.firstTradeId,
                row.lastTradeId,
                row.timeUs,
                (row.isBuyerMaker ? BUYER_MAKER : 0) | (row.isBestMatch ? BEST_MATCH : 0));
    }

    /** Whether the buyer was the maker. */
    public boolean isBuyerMaker() {
        return (flags & BUYER_MAKER) != 0;
    }

    /** Whether it was the best price; always on futures. */
    public boolean isBestMatch() {
        return (flags & BEST_MATCH) != 0;
    }

    /** The first line of a market's archive file, empty where it has none. */
    static String header(final Market market) {
        return market == Market.SPOT ? "" : FUTURES_HEADER;
    }

    /** The line of a market's archive file: spot in microseconds and with the best match, futures in ms. */
    String archiveLine(final Market market) {
        final String trade = id + "," + price + ',' + quantity + ',' + firstTradeId + ',' + lastTradeId + ',';
        return market == Market.SPOT
                ? trade + timeUs + ',' + (isBuyerMaker() ? "True" : "False") + ',' + (isBestMatch() ? "True" : "False")
                : trade + timeUs / 1_000 + ',' + isBuyerMaker();
    }
}
