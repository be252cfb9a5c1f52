package io.aggtape.pipeline.bars;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What {@link FlowStudy} can be told.
 *
 * @param step width of a row of the footprint.
 * @param valueAreaPercent share of the volume that the value area holds, above 0 and at most 100.
 * @param lambdaBars the bars over which Kyle's lambda is fitted.
 * @param buckets the volume buckets of the imbalance; null for none.
 * @param bucketCount over how many buckets the imbalance is, 1 to {@link BucketImbalance#MOST}.
 */
public record StudyConfig(
        PriceStep step, BigDecimal valueAreaPercent, BarConfig lambdaBars, BarConfig buckets, int bucketCount) {
    private static final long ONE_MINUTE_US = 60_000_000L;

    /** A row a price, 70 per cent, bars of a minute, no buckets. */
    public static final StudyConfig DEFAULT = new StudyConfig(
            PriceStep.FINEST,
            VolumeProfile.SEVENTY_PERCENT,
            BarConfig.time(ONE_MINUTE_US),
            null,
            BucketImbalance.FIFTY);

    /** Checks the ranges. */
    public StudyConfig {
        Objects.requireNonNull(step, "step");
        VolumeProfile.requireShare(valueAreaPercent);
        lambdaBars = lambdaBars.with(lambdaBars.rules().skipEmpty());
        BucketImbalance.requireCount(bucketCount);
        if (buckets != null && buckets.type() != BarType.VOLUME) {
            throw new IllegalArgumentException(
                    "buckets are bars of volume, not of " + buckets.type().label());
        }
    }
}
