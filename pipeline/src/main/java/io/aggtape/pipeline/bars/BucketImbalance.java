package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.ExactSum;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The imbalance of volume buckets of one instrument: {@code sum |buy - sell| / (n V)} over the last {@code n} full buckets
 * of volume {@code V}, trades cut at the edges of buckets. From 0, balanced, to 1, one side only.
 *
 * <p>It is VPIN (D. Easley, M. Lopez de Prado, M. O'Hara, Flow Toxicity and Liquidity in a High-frequency World, Review of
 * Financial Studies 25(5), 2012, section 1.3) but for the sides: those of the paper are guessed by bulk volume
 * classification, here each trade's taker is known. Such a measure behaves otherwise than the paper's (T. Andersen,
 * O. Bondarenko, Assessing Measures of Order Flow Toxicity via Perfect Trade Classification, 2013). The paper takes
 * {@code n = 50} and a 50th of the mean daily volume for {@code V}.
 *
 * <p>Sums are exact; the quotient is rounded once, to 16 digits. After the first trade nothing is allocated.
 */
public final class BucketImbalance implements BarListener {
    /** How many buckets the paper takes. */
    public static final int FIFTY = 50;

    /** The most that can be asked for; each takes memory for every symbol. */
    public static final int MOST = 10_000;

    private final BarConfig bucket;
    private final ExactSum[] imbalances;
    private final ExactSum sum = new ExactSum();
    private BarSeries series;
    private long buckets;

    /**
     * @param bucket volume bars, of any rules.
     * @param count over how many, 1 to {@link #MOST}.
     * @throws IllegalArgumentException where these are no volume bars or the count is out of range.
     */
    public BucketImbalance(final BarConfig bucket, final int count) {
        if (bucket.type() != BarType.VOLUME) {
            throw new IllegalArgumentException(
                    "buckets are bars of volume, not of " + bucket.type().label());
        }
        requireCount(count);
        this.bucket = bucket.with(bucket.rules().split());
        imbalances = new ExactSum[count];
        for (int i = 0; i < count; i++) {
            imbalances[i] = new ExactSum();
        }
    }

    /**
     * What it came to.
     *
     * @param bucketVolume {@code V}, base units; contracts on COIN-M.
     * @param window {@code n}.
     * @param buckets how many were filled; with fewer than {@code n} the value is over those.
     * @param value null where no bucket was filled.
     */
    public record Result(BigDecimal bucketVolume, int window, long buckets, BigDecimal value) {
        /** For JSON: decimals as plain text. */
        public Map<String, Object> toMap() {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("bucketVolume", bucketVolume.toPlainString());
            map.put("window", window);
            map.put("buckets", buckets);
            map.put("imbalance", Numbers.text(value));
            return map;
        }
    }

    /** Refuses a count that is not 1 to {@link #MOST}. */
    static void requireCount(final int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("an imbalance is of 1 to " + MOST + " buckets, not " + count);
        }
    }

    /** Adds a trade that is no placeholder; all are of one instrument. */
    public void add(final AggTrade trade) {
        if (series == null) {
            series = new BarSeries(bucket, trade.instrument, this);
        }
        series.onTrade(trade);
    }

    @Override
    public void onBar(final Bar bar) {
        final ExactSum imbalance = imbalances[(int) (buckets % imbalances.length)];
        sum.subtract(imbalance);
        imbalance.setDifference(bar.buyBase(), bar.base());
        imbalance.add(bar.buyBase());
        if (imbalance.signum() < 0) {
            imbalance.setDifference(bar.base(), bar.buyBase());
            imbalance.subtract(bar.buyBase());
        }
        sum.add(imbalance);
        buckets++;
    }

    /** The imbalance as it stands; allocates. */
    public Result result() {
        final BigDecimal volume = Numbers.plain(bucket.size());
        final BigDecimal over = volume.multiply(BigDecimal.valueOf(Math.min(buckets, imbalances.length)));
        return new Result(volume, imbalances.length, buckets, Numbers.quotient(Numbers.base(sum), over));
    }
}
