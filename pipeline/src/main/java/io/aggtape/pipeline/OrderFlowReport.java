package io.aggtape.pipeline;

import io.aggtape.journal.Decimals;
import io.aggtape.journal.Market;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order flow of one instrument at one moment. Decimals carry no trailing zeros, so that equal flows are equal
 * records and print the same text, however the digits arrived. Nothing in it depends on when or how a trade was
 * received: a replay of the tape gives the same report.
 *
 * @param placeholderCount placeholders of invalidated trades, which are in no window.
 * @param sinceStart from the first trade on.
 * @param lastClosed of each tumbling window the one that closed last, shortest first; none that never closed.
 * @param current of each tumbling window the one that is open, shortest first; empty before the first trade.
 */
public record OrderFlowReport(
        Market market,
        String symbol,
        long placeholderCount,
        Window sinceStart,
        List<Window> lastClosed,
        List<Window> current) {
    /** How quotients are rounded: 16 digits, half to even. */
    public static final MathContext QUOTIENTS = MathContext.DECIMAL64;

    /** The order in which reports are printed. */
    public static final Comparator<OrderFlowReport> BY_MARKET_AND_SYMBOL =
            Comparator.comparing(OrderFlowReport::market).thenComparing(OrderFlowReport::symbol);

    public OrderFlowReport {
        lastClosed = List.copyOf(lastClosed);
        current = List.copyOf(current);
    }

    /**
     * The time of a window, microseconds since the epoch.
     *
     * @param endUs its end, exclusive; since start, the latest trade time.
     * @param lateCount trades in it whose time lies before {@code startUs}.
     */
    public record Span(long startUs, long endUs, long lateCount) {}

    /**
     * What takers bought, or sold.
     *
     * @param records aggregate trades.
     * @param trades underlying trades.
     * @param base in the base asset; contracts on COIN-M.
     * @param quote in the quote asset; price times contracts on COIN-M.
     */
    public record Side(long records, long trades, BigDecimal base, BigDecimal quote) {
        public Side {
            base = plain(base);
            quote = plain(quote);
        }
    }

    /** The trades that were worth the threshold or more. */
    public record Large(long records, BigDecimal base, BigDecimal quote) {
        public Large {
            base = plain(base);
            quote = plain(quote);
        }
    }

    /** The trade of greatest quote value; {@code isBuy} where the taker bought. */
    public record Largest(long id, BigDecimal price, BigDecimal quantity, boolean isBuy) {
        public Largest {
            price = plain(price);
            quantity = plain(quantity);
        }

        static Largest of(final LargestTrade trade) {
            return new Largest(
                    trade.id,
                    Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent),
                    Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent),
                    !trade.isBuyerMaker);
        }
    }

    /**
     * One window.
     *
     * @param cvd cumulative volume delta since start, at the end of this window, in base units.
     * @param largest null where there was no trade.
     */
    public record Window(
            FlowWindow kind, Span span, Side buy, Side sell, BigDecimal cvd, Largest largest, Large large) {
        public Window {
            cvd = plain(cvd);
        }

        /** Bought less sold, base units. */
        public BigDecimal delta() {
            return plain(buy.base.subtract(sell.base));
        }

        /** Quote over base volume; null where the base volume is 0. */
        public BigDecimal vwap() {
            return quotient(buy.quote.add(sell.quote), buy.base.add(sell.base));
        }

        /** Bought less sold over both, -1 to 1; null where the base volume is 0. */
        public BigDecimal imbalance() {
            return quotient(buy.base.subtract(sell.base), buy.base.add(sell.base));
        }

        /** Aggregate trades. */
        public long records() {
            return buy.records + sell.records;
        }

        /** Underlying trades. */
        public long trades() {
            return buy.trades + sell.trades;
        }

        /** Aggregate trades over the whole length of the span, a second; null where it has none. */
        public BigDecimal recordsPerSecond() {
            return perSecond(records());
        }

        /** Underlying trades over the whole length of the span, a second; null where it has none. */
        public BigDecimal tradesPerSecond() {
            return perSecond(trades());
        }

        private BigDecimal perSecond(final long count) {
            return quotient(BigDecimal.valueOf(count), BigDecimal.valueOf(span.endUs - span.startUs, 6));
        }

        /** For JSON: decimals as plain text, so that no reader makes them doubles; null where there is none. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("window", kind.label());
            map.put("startUs", span.startUs);
            map.put("endUs", span.endUs);
            map.put("lateCount", span.lateCount);
            map.put("buy", toMap(buy));
            map.put("sell", toMap(sell));
            map.put("delta", text(delta()));
            map.put("cvd", text(cvd));
            map.put("vwap", text(vwap()));
            map.put("imbalance", text(imbalance()));
            map.put("recordsPerSecond", text(recordsPerSecond()));
            map.put("tradesPerSecond", text(tradesPerSecond()));
            map.put("largest", largest == null ? null : toMap(largest));
            final Map<String, Object> largeMap = new LinkedHashMap<>();
            largeMap.put("records", large.records);
            largeMap.put("base", text(large.base));
            largeMap.put("quote", text(large.quote));
            map.put("large", largeMap);
            return map;
        }

        private static Map<String, Object> toMap(final Side side) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("records", side.records);
            map.put("trades", side.trades);
            map.put("base", text(side.base));
            map.put("quote", text(side.quote));
            return map;
        }

        private static Map<String, Object> toMap(final Largest largest) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", largest.id);
            map.put("price", text(largest.price));
            map.put("quantity", text(largest.quantity));
            map.put("side", largest.isBuy ? "buy" : "sell");
            return map;
        }
    }

    /** What a base volume counts: {@code contracts} on COIN-M, else {@code base}. */
    public String quantityUnit() {
        return market == Market.COINM ? "contracts" : "base";
    }

    /** What a quote volume counts: {@code price x contracts}, which is no money, on COIN-M, else {@code quote}. */
    public String quoteUnit() {
        return market == Market.COINM ? "price x contracts" : "quote";
    }

    /** For JSON: nested maps and lists of text, numbers and nulls, in a stable order; decimals as plain text. */
    public Map<String, Object> toMap() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", market.label());
        map.put("symbol", symbol);
        map.put("quantityUnit", quantityUnit());
        map.put("quoteUnit", quoteUnit());
        map.put("placeholders", placeholderCount);
        map.put("sinceStart", sinceStart.toMap());
        map.put("lastClosed", lastClosed.stream().map(Window::toMap).toList());
        map.put("current", current.stream().map(Window::toMap).toList());
        return map;
    }

    /** A table of this symbol, a window a column: since start, then each window's last closed. */
    public String format() {
        return OrderFlowTable.format(this);
    }

    /**
     * What the recorder prints when it stops and the replay at its end: the totals since start, a line a symbol, then
     * each symbol's table, by market and symbol.
     */
    public static String format(final List<OrderFlowReport> reports) {
        return OrderFlowTable.format(reports);
    }

    private static BigDecimal quotient(final BigDecimal dividend, final BigDecimal divisor) {
        return divisor.signum() == 0 ? null : plain(dividend.divide(divisor, QUOTIENTS));
    }

    private static BigDecimal plain(final BigDecimal value) {
        final BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static String text(final BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
