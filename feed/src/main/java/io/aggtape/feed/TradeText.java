package io.aggtape.feed;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import java.util.Locale;
import java.util.regex.Pattern;

/** A trade as a person reads it: the taker's side, thousands separators, digits as on the wire. */
final class TradeText {
    /** A dollar or a coin that stands for one, last in the symbol; behind it futures have a date or PERP. */
    private static final Pattern IN_DOLLARS = Pattern.compile(".+(USD|USDT|USDC|USDP|USDE|USDS|USD1|DAI)(_\\w+)?");

    private TradeText() {}

    /** For example {@code BUY 0.000240 @ $91,436.75}. */
    static String of(final String symbol, final AggTrade trade) {
        // The buyer was the maker: the taker sold.
        return (trade.isBuyerMaker ? "SELL " : "BUY ")
                + decimal(trade.quantityMantissa, trade.quantityExponent)
                + " @ "
                + price(symbol, trade.priceMantissa, trade.priceExponent);
    }

    /** A price, with {@code $} only where it is one in dollars. */
    static String price(final String symbol, final long mantissa, final int exponent) {
        return (IN_DOLLARS.matcher(symbol).matches() ? "$" : "") + decimal(mantissa, exponent);
    }

    private static String decimal(final long mantissa, final int exponent) {
        final String plain = Decimals.toString(mantissa, exponent);
        final int point = plain.indexOf('.');
        final String whole = point < 0 ? plain : plain.substring(0, point);
        return count(Long.parseLong(whole)) + (point < 0 ? "" : plain.substring(point));
    }

    /** A count with thousands separators. */
    static String count(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
