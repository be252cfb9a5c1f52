package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.pipeline.OrderFlowReport.Large;
import io.aggtape.pipeline.OrderFlowReport.Largest;
import io.aggtape.pipeline.OrderFlowReport.Side;
import io.aggtape.pipeline.OrderFlowReport.Span;
import io.aggtape.pipeline.OrderFlowReport.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link OrderFlow} should say of one symbol, by keeping every trade of every window and adding them up when
 * asked.
 */
final class NaiveOrderFlow {
    private static final FlowWindow[] TUMBLING = {
        FlowWindow.ONE_SECOND, FlowWindow.TEN_SECONDS, FlowWindow.ONE_MINUTE, FlowWindow.FIVE_MINUTES
    };

    private final BigDecimal threshold;
    private final List<AggTrade> all = new ArrayList<>();
    private final List<List<AggTrade>> open = new ArrayList<>();
    private final List<List<AggTrade>> closed = new ArrayList<>();
    private final long[] openBucket = new long[TUMBLING.length];
    private final long[] closedBucket = new long[TUMBLING.length];
    private final int[] seenAtClose = new int[TUMBLING.length];
    private long placeholders;

    NaiveOrderFlow(final BigDecimal threshold) {
        this.threshold = threshold;
        for (int i = 0; i < TUMBLING.length; i++) {
            open.add(new ArrayList<>());
            closed.add(null);
        }
    }

    void onTrade(final AggTrade live) {
        if (live.isPlaceholder()) {
            placeholders++;
            return;
        }
        final AggTrade trade = new AggTrade();
        trade.copyFrom(live);
        for (int i = 0; i < TUMBLING.length; i++) {
            final long bucket = trade.tradeTimeUs / TUMBLING[i].lengthUs();
            if (open.get(i).isEmpty()) {
                openBucket[i] = bucket;
            } else if (bucket > openBucket[i]) {
                closed.set(i, open.get(i));
                closedBucket[i] = openBucket[i];
                seenAtClose[i] = all.size();
                open.set(i, new ArrayList<>());
                openBucket[i] = bucket;
            }
            open.get(i).add(trade);
        }
        all.add(trade);
    }

    OrderFlowReport report() {
        final List<Window> last = new ArrayList<>();
        final List<Window> current = new ArrayList<>();
        for (int i = 0; i < TUMBLING.length && !all.isEmpty(); i++) {
            current.add(tumbling(i, openBucket[i], open.get(i), all.size()));
            if (closed.get(i) != null) {
                last.add(tumbling(i, closedBucket[i], closed.get(i), seenAtClose[i]));
            }
        }
        final long first = all.isEmpty() ? 0 : all.get(0).tradeTimeUs;
        final long latest =
                all.stream().mapToLong(trade -> trade.tradeTimeUs).max().orElse(0);
        final Window sinceStart = window(FlowWindow.SINCE_START, first, latest, all, all.size());
        final AggTrade any = all.isEmpty() ? null : all.get(0);
        return new OrderFlowReport(
                any == null ? null : any.instrument.market(),
                any == null ? null : any.instrument.symbol(),
                placeholders,
                sinceStart,
                last,
                current);
    }

    private Window tumbling(final int at, final long bucket, final List<AggTrade> trades, final int seen) {
        final long startUs = bucket * TUMBLING[at].lengthUs();
        return window(TUMBLING[at], startUs, startUs + TUMBLING[at].lengthUs(), trades, seen);
    }

    private Window window(
            final FlowWindow kind, final long startUs, final long endUs, final List<AggTrade> trades, final int seen) {
        final long late =
                trades.stream().filter(trade -> trade.tradeTimeUs < startUs).count();
        final List<AggTrade> large = trades.stream()
                .filter(trade -> quote(trade).compareTo(threshold) >= 0)
                .toList();
        AggTrade largest = null;
        for (final AggTrade trade : trades) {
            largest = largest == null || quote(trade).compareTo(quote(largest)) > 0 ? trade : largest;
        }
        final List<AggTrade> sinceStart = all.subList(0, seen);
        return new Window(
                kind,
                new Span(startUs, endUs, late),
                side(trades, false),
                side(trades, true),
                side(sinceStart, false).base().subtract(side(sinceStart, true).base()),
                largest == null ? null : new Largest(largest.id, price(largest), base(largest), !largest.isBuyerMaker),
                new Large(large.size(), sumOfBase(large), sumOfQuote(large)));
    }

    private static Side side(final List<AggTrade> trades, final boolean isBuyerMaker) {
        final List<AggTrade> side = trades.stream()
                .filter(trade -> trade.isBuyerMaker == isBuyerMaker)
                .toList();
        return new Side(
                side.size(), side.stream().mapToLong(AggTrade::tradeCount).sum(), sumOfBase(side), sumOfQuote(side));
    }

    private static BigDecimal sumOfBase(final List<AggTrade> trades) {
        return trades.stream().map(NaiveOrderFlow::base).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sumOfQuote(final List<AggTrade> trades) {
        return trades.stream().map(NaiveOrderFlow::quote).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal price(final AggTrade trade) {
        return Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent);
    }

    private static BigDecimal base(final AggTrade trade) {
        return Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent);
    }

    private static BigDecimal quote(final AggTrade trade) {
        return price(trade).multiply(base(trade));
    }
}
