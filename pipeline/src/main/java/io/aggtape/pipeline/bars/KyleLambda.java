package io.aggtape.pipeline.bars;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kyle's lambda of one instrument: how far the price moves with what takers bought net. It is the slope of the ordinary
 * least squares of {@code y = a + lambda x} over bars, {@code y} the close less the close of the bar before, in quote units,
 * and {@code x} what takers bought less what they sold in the bar, in base units (contracts on COIN-M). A. Kyle, Continuous
 * Auctions and Insider Trading, Econometrica 53(6), 1985, equation 2.2, is the model; the regression on signed volume is
 * that of J. Hasbrouck, Trading Costs and Returns for U.S. Equities, Journal of Finance 64(3), 2009, on volume instead of
 * its root. Bars without a trade are no observations, nor is the first one, or one that is not full.
 *
 * <p>The sums of {@code x, y, x^2, xy, y^2} are exact; slope and R² are quotients of exact numbers, each rounded once to 16
 * digits. A bar allocates some numbers, a trade none.
 */
public final class KyleLambda implements BarListener {
    private BigDecimal lastClose;
    private long count;
    private BigDecimal sumX = BigDecimal.ZERO;
    private BigDecimal sumY = BigDecimal.ZERO;
    private BigDecimal sumXx = BigDecimal.ZERO;
    private BigDecimal sumXy = BigDecimal.ZERO;
    private BigDecimal sumYy = BigDecimal.ZERO;

    /**
     * What it came to.
     *
     * @param count observations.
     * @param lambda quote units of price a base unit; null where all {@code x} are the same or there is none.
     * @param rSquared from 0 to 1; null where all {@code x} or all {@code y} are the same.
     */
    public record Result(long count, BigDecimal lambda, BigDecimal rSquared) {
        /** For JSON: decimals as plain text. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("n", count);
            map.put("lambda", Numbers.text(lambda));
            map.put("rSquared", Numbers.text(rSquared));
            return map;
        }
    }

    @Override
    public void onBar(final Bar bar) {
        if (bar.isEmpty() || !bar.isClosed()) {
            return;
        }
        final BigDecimal close = bar.close().value();
        if (lastClose != null) {
            final BigDecimal bought = bar.buyBaseVolume();
            final BigDecimal x = bought.add(bought).subtract(bar.baseVolume());
            final BigDecimal y = close.subtract(lastClose);
            count++;
            sumX = sumX.add(x);
            sumY = sumY.add(y);
            sumXx = sumXx.add(x.multiply(x));
            sumXy = sumXy.add(x.multiply(y));
            sumYy = sumYy.add(y.multiply(y));
        }
        lastClose = close;
    }

    /** The regression over the bars so far. */
    public Result result() {
        final BigDecimal n = BigDecimal.valueOf(count);
        final BigDecimal xx = n.multiply(sumXx).subtract(sumX.multiply(sumX));
        final BigDecimal xy = n.multiply(sumXy).subtract(sumX.multiply(sumY));
        final BigDecimal yy = n.multiply(sumYy).subtract(sumY.multiply(sumY));
        return new Result(count, Numbers.quotient(xy, xx), Numbers.quotient(xy.multiply(xy), xx.multiply(yy)));
    }
}
