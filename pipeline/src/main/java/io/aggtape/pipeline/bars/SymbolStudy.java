package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.ExactSum;
import java.util.List;

/** The study of one instrument. */
final class SymbolStudy {
    private final StudyConfig config;
    private final Instrument instrument;
    private final Footprint footprint;
    private final SizeDistribution sizes = new SizeDistribution();
    private final ArrivalDistribution arrivals = new ArrivalDistribution();
    private final KyleLambda lambda = new KyleLambda();
    private final BarSeries lambdaBars;
    private final BucketImbalance imbalance;
    private final ExactSum base = new ExactSum();

    private long records;
    private long trades;
    private long placeholders;

    SymbolStudy(final StudyConfig config, final Instrument instrument) {
        this.config = config;
        this.instrument = instrument;
        footprint = new Footprint(config.step());
        lambdaBars = new BarSeries(config.lambdaBars(), instrument, lambda);
        imbalance = config.buckets() == null ? null : new BucketImbalance(config.buckets(), config.bucketCount());
    }

    void onTrade(final AggTrade trade) {
        if (trade.isPlaceholder()) {
            placeholders++;
            return;
        }
        records++;
        trades += trade.tradeCount();
        base.set(trade.quantityMantissa);
        base.scaleUp(Numbers.BASE_SCALE + trade.quantityExponent);
        footprint.add(trade, base);
        sizes.add(trade, base);
        arrivals.add(trade.tradeTimeUs);
        lambdaBars.onTrade(trade);
        if (imbalance != null) {
            imbalance.add(trade);
        }
    }

    StudyReport report() {
        final List<Footprint.Row> rows = footprint.rows();
        return new StudyReport(
                instrument.market(),
                instrument.symbol(),
                new StudyReport.Counts(records, trades, placeholders),
                new StudyReport.Prices(rows, VolumeProfile.of(rows, config.valueAreaPercent())),
                new StudyReport.Shapes(sizes.ranges(), arrivals.ranges(), arrivals.meanSeconds(), arrivals.backwards()),
                imbalance == null ? null : imbalance.result(),
                lambda.result());
    }
}
