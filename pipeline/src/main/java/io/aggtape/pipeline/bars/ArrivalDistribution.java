package io.aggtape.pipeline.bars;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much later than the one before it each trade happened, by {@code T} in the order in which they came: differences in
 * ranges {@code [1, 2)}, {@code [2, 5)}, {@code [5, 10)} times a power of ten of seconds, those of 0 apart, and those
 * below 0 counted only. Exact to the unit of {@code T}. Allocates nothing a trade.
 */
public final class ArrivalDistribution {
    private static final int MICROS = -6;

    private final long[] counts = new long[Decades.RANGES];
    private long lastUs;
    private long trades;
    private long backwards;
    private long sumUs;

    /**
     * The differences of one range.
     *
     * @param fromSeconds least, inclusive.
     * @param toSeconds greatest, exclusive; the range of 0 holds 0 alone.
     */
    public record Range(BigDecimal fromSeconds, BigDecimal toSeconds, long count) {
        /** For JSON: decimals as plain text. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("fromSeconds", fromSeconds.toPlainString());
            map.put("toSeconds", toSeconds.toPlainString());
            map.put("count", count);
            return map;
        }
    }

    /** Adds a trade that happened at this time, microseconds since the epoch. */
    public void add(final long tradeTimeUs) {
        if (trades > 0 && tradeTimeUs < lastUs) {
            backwards++;
        } else if (trades > 0) {
            counts[Decades.rangeOf(tradeTimeUs - lastUs, MICROS)]++;
            sumUs += tradeTimeUs - lastUs;
        }
        lastUs = tradeTimeUs;
        trades++;
    }

    /** How often {@code T} went back. */
    public long backwards() {
        return backwards;
    }

    /** The mean of the differences of 0 and more, in seconds; null where there is none. */
    public BigDecimal meanSeconds() {
        return Numbers.quotient(
                BigDecimal.valueOf(sumUs, -MICROS), BigDecimal.valueOf(Math.max(0, trades - 1) - backwards));
    }

    /** The ranges that hold a difference, least first; allocates. */
    public List<Range> ranges() {
        final List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < Decades.RANGES; i++) {
            if (counts[i] > 0) {
                ranges.add(new Range(Decades.from(i), Decades.to(i), counts[i]));
            }
        }
        return ranges;
    }
}
