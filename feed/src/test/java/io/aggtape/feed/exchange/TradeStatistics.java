package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What one can measure on a series of trades with times in whole milliseconds; an order is a run of one time and side. */
final class TradeStatistics {
    private static final double TICK = 0.01;

    private final int count;
    private final long[] timesMs;
    private final boolean[] isSale;
    private final double[] steps;
    private final double[] values;
    private final double[] gapsMs;
    private final int orders;
    private final int sweeps;
    private long tradeCount;
    private int sameSides;
    private int zeroSteps;

    TradeStatistics(final TradeColumns trades) {
        count = trades.size();
        timesMs = new long[count];
        isSale = new boolean[count];
        steps = new double[count - 1];
        values = new double[count];
        final TradeRow row = new TradeRow();
        double previous = 0;
        for (int i = 0; i < count; i++) {
            trades.read(i, row);
            final double price = decimal(row.price, row.priceLength);
            timesMs[i] = row.timeUs / 1_000;
            isSale[i] = row.isBuyerMaker;
            values[i] = price * decimal(row.quantity, row.quantityLength);
            tradeCount += row.lastTradeId - row.firstTradeId + 1;
            if (i > 0) {
                steps[i - 1] = Math.rint(Math.abs(price - previous) / TICK);
                sameSides += isSale[i] == isSale[i - 1] ? 1 : 0;
                zeroSteps += steps[i - 1] == 0 ? 1 : 0;
            }
            previous = price;
        }
        final double[] gaps = new double[count];
        int found = 0;
        int longer = 0;
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || timesMs[i] != timesMs[i - 1] || isSale[i] != isSale[i - 1]) {
                longer += i - start > 1 ? 1 : 0;
                if (i < count) {
                    gaps[found++] = timesMs[i] - timesMs[i - 1];
                }
                start = i;
            }
        }
        gapsMs = Arrays.copyOf(gaps, found);
        orders = found + 1;
        sweeps = longer;
        Arrays.sort(steps);
        Arrays.sort(values);
    }

    double perSecond() {
        return count * 1e3 / (timesMs[count - 1] - timesMs[0]);
    }

    double ordersPerSecond() {
        return orders * 1e3 / (timesMs[count - 1] - timesMs[0]);
    }

    /** A quantile of the gaps between orders. */
    double gapMs(final double part) {
        final double[] sorted = gapsMs.clone();
        Arrays.sort(sorted);
        return quantile(sorted, part);
    }

    /** The correlation of the logarithms of successive gaps. */
    double gapLagOne() {
        final double[] logs =
                Arrays.stream(gapsMs).map(gap -> Math.log(gap + 0.5)).toArray();
        final double mean = Arrays.stream(logs).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < logs.length; i++) {
            variance += (logs[i] - mean) * (logs[i] - mean);
            covariance += i == 0 ? 0 : (logs[i] - mean) * (logs[i - 1] - mean);
        }
        return covariance / variance;
    }

    double sweepShare() {
        return (double) sweeps / orders;
    }

    double meanOrderLength() {
        return (double) count / orders;
    }

    double sameSideShare() {
        return sameSides / (count - 1.0);
    }

    double zeroStepShare() {
        return zeroSteps / (count - 1.0);
    }

    /** A quantile of the distance between successive prices in ticks. */
    double step(final double part) {
        return quantile(steps, part);
    }

    /** A quantile of price times quantity. */
    double value(final double part) {
        return quantile(values, part);
    }

    double meanTradeCount() {
        return (double) tradeCount / count;
    }

    int mostInASecond() {
        int most = 0;
        for (int first = 0, last = 0; last < count; last++) {
            while (timesMs[last] - timesMs[first] >= 1_000) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static double quantile(final double[] sorted, final double part) {
        return sorted[(int) (part * (sorted.length - 1))];
    }

    private static double decimal(final byte[] text, final int length) {
        return Double.parseDouble(new String(text, 0, length, US_ASCII));
    }
}
