package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.ExactSum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the trades were: aggregate trades and their volume by quantity, in ranges {@code [1, 2)}, {@code [2, 5)},
 * {@code [5, 10)} times a power of ten, by side. Exact. Allocates nothing a trade.
 */
public final class SizeDistribution {
    private final long[] buys = new long[Decades.RANGES];
    private final long[] sells = new long[Decades.RANGES];
    private final ExactSum[] volumes = new ExactSum[Decades.RANGES];

    /** Without trades. */
    public SizeDistribution() {
        for (int i = 0; i < volumes.length; i++) {
            volumes[i] = new ExactSum();
        }
    }

    /**
     * The trades of one range of quantities.
     *
     * @param from least quantity, inclusive; base units, contracts on COIN-M.
     * @param to greatest, exclusive; the range of 0 holds 0 alone.
     * @param base their volume.
     */
    public record Range(BigDecimal from, BigDecimal to, long buys, long sells, BigDecimal base) {
        /** For JSON: decimals as plain text. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("from", from.toPlainString());
            map.put("to", to.toPlainString());
            map.put("buyRecords", buys);
            map.put("sellRecords", sells);
            map.put("volume", base.toPlainString());
            return map;
        }
    }

    /** Adds a trade of this volume, in units of 10^-18 base. */
    public void add(final AggTrade trade, final ExactSum base) {
        final int range = Decades.rangeOf(trade.quantityMantissa, trade.quantityExponent);
        (trade.isBuyerMaker ? sells : buys)[range]++;
        volumes[range].add(base);
    }

    /** The ranges that hold a trade, least first; allocates. */
    public List<Range> ranges() {
        final List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < Decades.RANGES; i++) {
            if (buys[i] + sells[i] > 0) {
                ranges.add(new Range(Decades.from(i), Decades.to(i), buys[i], sells[i], Numbers.base(volumes[i])));
            }
        }
        return ranges;
    }
}
