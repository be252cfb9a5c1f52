package io.aggtape.feed;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import java.util.Locale;
import java.util.regex.Pattern;

/** A trade as a person reads it: the taker's side, thousands separators, exact digits without zeros that say nothing. */
public final class TradeText {
    private static final int PRICE_DIGITS = 2;
    private static final int QUANTITY_DIGITS = 6;
    /** A dollar or a coin that stands for one, last in the symbol; behind it futures have a date or PERP. */
    private static final Pattern IN_DOLLARS = Pattern.compile(".+(USD|USDT|USDC|USDP|USDE|USDS|USD1|DAI)(_\\w+)?");

    private TradeText() {}

    /** For example {@code BUY 0.000240 @ $91,436.75}. */
    public static String of(final String symbol, final AggTrade trade) {
        return side(trade) + ' ' + quantity(trade) + " @ " + price(symbol, trade.priceMantissa, trade.priceExponent);
    }

    /** For example {@code price $91,436.75, quantity 0.000240, BUY}. */
    public static String inWords(final String symbol, final AggTrade trade) {
        return "price " + price(symbol, trade.priceMantissa, trade.priceExponent) + ", quantity " + quantity(trade)
                + ", " + side(trade);
    }

    /** A price alone, with {@code $} only where it is one in dollars. */
    static String price(final String symbol, final long mantissa, final int exponent) {
        return (IN_DOLLARS.matcher(symbol).matches() ? "$" : "") + decimal(mantissa, exponent, PRICE_DIGITS);
    }

    /** A count with thousands separators. */
    public static String count(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The buyer was the maker: the taker sold. */
    private static String side(final AggTrade trade) {
        return trade.isBuyerMaker ? "SELL" : "BUY";
    }

    private static String quantity(final AggTrade trade) {
        return decimal(trade.quantityMantissa, trade.quantityExponent, QUANTITY_DIGITS);
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
