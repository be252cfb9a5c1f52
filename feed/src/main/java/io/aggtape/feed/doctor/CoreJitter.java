package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.agrona.concurrent.NanoClock;

/**
 * How a core treats a thread that never sleeps: the gaps between its looks at the clock, one right after the other.
 *
 * @param where the core, for a person.
 * @param gaps the gaps, nanoseconds.
 * @param measuredNs for how long, nanoseconds.
 */
record CoreJitter(String where, Histogram gaps, long measuredNs) {
    private static final long HIGHEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long GOOD_MAX_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final double GOOD_LOST_PERCENT = 0.1;
    private static final long LONG_GAP_NS = TimeUnit.MICROSECONDS.toNanos(10);
    private static final long[] EDGES_NS = {0, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, Long.MAX_VALUE};
    private static final String[] EDGES = {"0", "100 ns", "1 us", "10 us", "100 us", "1 ms", "10 ms", ""};
    private static final int BAR_WIDTH = 40;

    /** Looks at the clock for so long, nanoseconds, or until told to stop. */
    static CoreJitter measure(
            final String where, final NanoClock clock, final long forNs, final BooleanSupplier isStopped) {
        final Histogram gaps = new Histogram(HIGHEST_NS, 3);
        final long startNs = clock.nanoTime();
        long lastNs = startNs;
        while (lastNs - startNs < forNs && !isStopped.getAsBoolean()) {
            final long nowNs = clock.nanoTime();
            gaps.recordValue(Math.min(nowNs - lastNs, HIGHEST_NS));
            lastNs = nowNs;
        }
        return new CoreJitter(where, gaps, lastNs - startNs);
    }

    /** What part of the time went by in gaps longer than this, percent. */
    double lostPercent(final long overNs) {
        return measuredNs == 0 ? 0 : 100.0 * timeBetween(overNs, Long.MAX_VALUE) / measuredNs;
    }

    Judgement judge() {
        final Judgements found = new Judgements();
        found.detail(String.format(
                Locale.ROOT,
                "%s: %,d looks in %s; gap p50 %s, p99 %s, p99.9 %s, max %s",
                where,
                gaps.getTotalCount(),
                Amounts.seconds(measuredNs),
                time(gaps.getValueAtPercentile(50)),
                time(gaps.getValueAtPercentile(99)),
                time(gaps.getValueAtPercentile(99.9)),
                time(gaps.getMaxValue())));
        found.detail(String.format(
                Locale.ROOT,
                "time lost in gaps over 1 us %.3f %%, over 10 us %.3f %%, over 100 us %.3f %%, over 1 ms %.3f %%",
                lostPercent(1_000),
                lostPercent(10_000),
                lostPercent(100_000),
                lostPercent(1_000_000)));
        histogram().forEach(found::detail);
        final String result = String.format(
                Locale.ROOT,
                "%s: longest gap %s, %.3f %% of the time lost in gaps over 10 us",
                where,
                time(gaps.getMaxValue()),
                lostPercent(LONG_GAP_NS));
        if (gaps.getMaxValue() > GOOD_MAX_NS || lostPercent(LONG_GAP_NS) > GOOD_LOST_PERCENT) {
            found.fault(result, "what takes the core away is among the findings above and below: mend those");
        }
        return found.warnOr(result);
    }

    /** A line for each power of ten: how many gaps, what part of the time went by in them, and a bar of their logarithm. */
    private List<String> histogram() {
        final List<String> lines = new ArrayList<>();
        final double most = Math.log10(gaps.getTotalCount() + 1.0);
        for (int i = 0; i + 1 < EDGES_NS.length; i++) {
            final long count = countBetween(EDGES_NS[i], EDGES_NS[i + 1]);
            final int width = most == 0 ? 0 : (int) Math.round(BAR_WIDTH * Math.log10(count + 1.0) / most);
            lines.add(String.format(
                    Locale.ROOT,
                    "%7s - %-7s %,14d %8.3f %% |%s",
                    EDGES[i],
                    EDGES[i + 1],
                    count,
                    measuredNs == 0 ? 0 : 100.0 * timeBetween(EDGES_NS[i], EDGES_NS[i + 1]) / measuredNs,
                    "#".repeat(width)));
        }
        return lines;
    }

    private long countBetween(final long overNs, final long upToNs) {
        long count = 0;
        for (final HistogramIterationValue value : gaps.recordedValues()) {
            if (isWithin(value, overNs, upToNs)) {
                count += value.getCountAtValueIteratedTo();
            }
        }
        return count;
    }

    private double timeBetween(final long overNs, final long upToNs) {
        double ns = 0;
        for (final HistogramIterationValue value : gaps.recordedValues()) {
            if (isWithin(value, overNs, upToNs)) {
                // The histogram keeps three digits: its middle, since the ends would add up to more than there was.
                ns += (double) gaps.medianEquivalentValue(value.getValueIteratedTo())
                        * value.getCountAtValueIteratedTo();
            }
        }
        return Math.min(ns, measuredNs);
    }

    private static boolean isWithin(final HistogramIterationValue value, final long overNs, final long upToNs) {
        final long ns = value.getValueIteratedTo();
        return (ns > overNs || overNs == 0) && ns <= upToNs;
    }

    private static String time(final long ns) {
        if (ns < 1_000) {
            return ns + " ns";
        }
        return ns < 1_000_000 ? String.format(Locale.ROOT, "%.1f us", ns / 1e3) : Amounts.millis(ns);
    }
}
