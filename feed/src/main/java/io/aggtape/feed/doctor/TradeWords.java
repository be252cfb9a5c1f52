package io.aggtape.feed.doctor;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import java.util.Locale;
import java.util.regex.Pattern;

/** A trade as a person reads it: the taker's side, thousands separators, exact digits without zeros that say nothing. */
final class TradeWords {
    private static final int PRICE_DIGITS = 2;
    private static final int QUANTITY_DIGITS = 6;
    /** A dollar or a coin that stands for one, last in the symbol; behind it futures have a date or PERP. */
    private static final Pattern IN_DOLLARS = Pattern.compile(".+(USD|USDT|USDC|USDP|USDE|USDS|USD1|DAI)(_\\w+)?");

    private TradeWords() {}

    /** For example {@code price $91,436.75, quantity 0.000240, BUY}. */
    static String of(final String symbol, final AggTrade trade) {
        // The buyer was the maker: the taker sold.
        return "price " + (IN_DOLLARS.matcher(symbol).matches() ? "$" : "")
                + decimal(trade.priceMantissa, trade.priceExponent, PRICE_DIGITS) + ", quantity "
                + decimal(trade.quantityMantissa, trade.quantityExponent, QUANTITY_DIGITS) + ", "
                + (trade.isBuyerMaker ? "SELL" : "BUY");
    }

    /** For example {@code BTCUSDT: first trade id 3802565625, price $91,436.75, quantity 0.000240, BUY}. */
    static String first(final String symbol, final AggTrade trade) {
        return symbol + ": first trade id " + trade.id + ", " + of(symbol, trade);
    }

    /** A count with thousands separators. */
    static String count(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Zeros at the end go as long as more digits than these are left behind the point. */
    private static String decimal(final long mantissa, final int exponent, final int digits) {
        final String plain = Decimals.toString(mantissa, exponent);
        final int point = plain.indexOf('.');
        if (point < 0) {
            return count(Long.parseLong(plain));
        }
        int end = plain.length();
        while (end > point + 1 + digits && plain.charAt(end - 1) == '0') {
            end--;
        }
        return count(Long.parseLong(plain.substring(0, point))) + plain.substring(point, end);
    }
}
