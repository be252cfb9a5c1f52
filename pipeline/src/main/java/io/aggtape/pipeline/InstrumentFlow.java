package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.OrderFlowReport.Large;
import io.aggtape.pipeline.OrderFlowReport.Largest;
import io.aggtape.pipeline.OrderFlowReport.Side;
import io.aggtape.pipeline.OrderFlowReport.Span;
import io.aggtape.pipeline.OrderFlowReport.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The order flow of one instrument. A trade is added once, to the totals since start; a window is what the totals have
 * grown since it opened. All sums share the finest price and quantity scales seen so far.
 */
final class InstrumentFlow {
    private static final FlowWindow[] KINDS = FlowWindow.values();

    final Instrument instrument;
    final LastTrade last;

    private final OrderFlowConfig config;
    private final FlowTotals totals = new FlowTotals();
    private final TumblingWindow[] windows = new TumblingWindow[FlowWindow.TUMBLING];
    /** Since start, less what the open five minutes have not handed on yet. */
    private final LargestTrade largest = new LargestTrade();

    private final FlowDigest digest;
    private final ExactSum threshold = new ExactSum();
    private final ExactSum base = new ExactSum();
    private final ExactSum quote = new ExactSum();

    private int priceScale;
    private int quantityScale;
    private long firstTimeUs = -1;
    private long latestTimeUs;
    private long lateCount;
    private long placeholderCount;

    InstrumentFlow(final Instrument instrument, final OrderFlowConfig config) {
        this.instrument = instrument;
        this.last = new LastTrade(instrument);
        this.config = config;
        this.digest = new FlowDigest(instrument);
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new TumblingWindow(KINDS[i]);
        }
        scaleThreshold();
    }

    void onTrade(final AggTrade trade) {
        if (trade.isPlaceholder()) {
            placeholderCount++;
            return;
        }
        onTime(trade.tradeTimeUs);
        if (((priceScale + trade.priceExponent) | (quantityScale + trade.quantityExponent)) == 0) {
            addAtScale(trade);
        } else {
            addMeasured(trade);
        }
        last.write(trade);
    }

    /** The usual trade, which has the scales of the sums: its volumes stay in registers. */
    private void addAtScale(final AggTrade trade) {
        final long quoteLow = trade.priceMantissa * trade.quantityMantissa;
        final long quoteHigh = Math.multiplyHigh(trade.priceMantissa, trade.quantityMantissa);
        final FlowSums side = totals.sideOf(trade.isBuyerMaker);
        side.add(trade.tradeCount(), trade.quantityMantissa, quoteLow, quoteHigh);
        if (threshold.compareUnsigned(quoteLow, quoteHigh) <= 0) {
            totals.large.add(trade.tradeCount(), trade.quantityMantissa, quoteLow, quoteHigh);
        }
        windows[0].largest.offer(trade, quoteLow, quoteHigh);
    }

    private void addMeasured(final AggTrade trade) {
        measure(trade);
        totals.sideOf(trade.isBuyerMaker).add(trade.tradeCount(), base, quote);
        if (quote.compare(threshold) >= 0) {
            totals.large.add(trade.tradeCount(), base, quote);
        }
        windows[0].largest.offer(trade, quote);
    }

    OrderFlowReport report() {
        final List<Window> current = new ArrayList<>();
        final List<Window> closed = new ArrayList<>();
        final LargestTrade largestSinceStart = new LargestTrade();
        largestSinceStart.set(largest);
        for (int i = windows.length - 1; i >= 0; i--) {
            largestSinceStart.offer(windows[i].largest);
        }
        if (firstTimeUs >= 0) {
            for (int i = 0; i < windows.length; i++) {
                current.add(current(i));
                if (windows[i].hasClosed) {
                    closed.add(closed(windows[i]));
                }
            }
        }
        final Span span = new Span(Math.max(firstTimeUs, 0), latestTimeUs, lateCount);
        final Window sinceStart = window(FlowWindow.SINCE_START, span, totals, totals, largestSinceStart);
        return new OrderFlowReport(
                instrument.market(), instrument.symbol(), placeholderCount, sinceStart, closed, current);
    }

    FlowHash hash() {
        return digest.hash(report());
    }

    /** Closes windows that end before this time, or counts the trade as late in those that begin after it. */
    private void onTime(final long timeUs) {
        if (timeUs >= windows[0].endUs) {
            roll(timeUs);
        } else if (timeUs < windows[0].startUs) {
            for (final TumblingWindow window : windows) {
                window.lateCount += timeUs < window.startUs ? 1 : 0;
            }
            lateCount += timeUs < firstTimeUs ? 1 : 0;
        } else if (timeUs < firstTimeUs) {
            lateCount++;
        }
        latestTimeUs = Math.max(latestTimeUs, timeUs);
    }

    private void roll(final long timeUs) {
        if (firstTimeUs < 0) {
            firstTimeUs = timeUs;
            for (final TumblingWindow window : windows) {
                window.open(timeUs);
            }
            return;
        }
        for (int i = 0; i < windows.length && timeUs >= windows[i].endUs; i++) {
            windows[i].roll(timeUs, totals, i + 1 < windows.length ? windows[i + 1].largest : largest);
            digest.fold(windows[i], priceScale, quantityScale);
        }
    }

    /** Leaves the trade's volumes in {@link #base} and {@link #quote}, at the scales of the sums. */
    private void measure(final AggTrade trade) {
        base.set(trade.quantityMantissa);
        quote.setProduct(trade.priceMantissa, trade.quantityMantissa);
        if (((priceScale + trade.priceExponent) | (quantityScale + trade.quantityExponent)) != 0) {
            refine(-trade.priceExponent, -trade.quantityExponent);
            final int quantityDigits = quantityScale + trade.quantityExponent;
            base.scaleUp(quantityDigits);
            quote.scaleUp(quantityDigits + priceScale + trade.priceExponent);
        }
    }

    private void refine(final int tradePriceScale, final int tradeQuantityScale) {
        final int baseDigits = Math.max(0, tradeQuantityScale - quantityScale);
        final int quoteDigits = Math.max(0, tradePriceScale - priceScale) + baseDigits;
        if (quoteDigits == 0) {
            return;
        }
        quantityScale += baseDigits;
        priceScale += quoteDigits - baseDigits;
        totals.scaleUp(baseDigits, quoteDigits);
        largest.scaleUp(quoteDigits);
        for (final TumblingWindow window : windows) {
            window.scaleUp(baseDigits, quoteDigits);
        }
        scaleThreshold();
    }

    /** Rounded up to the scale of the sums, which no sum of that scale can tell from the exact threshold. */
    private void scaleThreshold() {
        final BigInteger atScale = BigDecimal.valueOf(config.largeTradeMantissa(), -config.largeTradeExponent())
                .setScale(priceScale + quantityScale, RoundingMode.CEILING)
                .unscaledValue();
        threshold.set(atScale);
    }

    private Window current(final int at) {
        final TumblingWindow window = windows[at];
        final FlowTotals grown = new FlowTotals();
        grown.setDifference(totals, window.atOpen);
        final LargestTrade all = new LargestTrade();
        for (int i = at; i >= 0; i--) {
            all.offer(windows[i].largest);
        }
        return window(window.kind, new Span(window.startUs, window.endUs, window.lateCount), grown, totals, all);
    }

    private Window closed(final TumblingWindow window) {
        final FlowTotals grown = new FlowTotals();
        grown.setDifference(window.atOpen, window.atClosedOpen);
        final long endUs = window.closedStartUs + window.kind.lengthUs();
        final Span span = new Span(window.closedStartUs, endUs, window.closedLateCount);
        return window(window.kind, span, grown, window.atOpen, window.closedLargest);
    }

    private Window window(
            final FlowWindow kind,
            final Span span,
            final FlowTotals grown,
            final FlowTotals atEnd,
            final LargestTrade largestTrade) {
        final BigDecimal cumulativeDelta = base(atEnd.buy).subtract(base(atEnd.sell));
        final Largest greatest = largestTrade.isNone() ? null : Largest.of(largestTrade);
        final Large large = new Large(grown.large.records, base(grown.large), quote(grown.large));
        return new Window(kind, span, side(grown.buy), side(grown.sell), cumulativeDelta, greatest, large);
    }

    private Side side(final FlowSums sums) {
        return new Side(sums.records, sums.trades, base(sums), quote(sums));
    }

    private BigDecimal base(final FlowSums sums) {
        return new BigDecimal(sums.base.toBigInteger(), quantityScale);
    }

    private BigDecimal quote(final FlowSums sums) {
        return new BigDecimal(sums.quote.toBigInteger(), priceScale + quantityScale);
    }
}
