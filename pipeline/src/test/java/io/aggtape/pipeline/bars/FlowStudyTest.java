package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.pipeline.Allocation;
import io.aggtape.pipeline.FlowSeed;
import io.aggtape.pipeline.FlowTrades;
import io.aggtape.pipeline.bars.Footprint.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowStudyTest {
    private static final long NOON_US = 1_795_348_800_000_000L;

    private final FlowTrades make = new FlowTrades();

    @Test
    void shouldTellWhatWasBoughtAndSoldInEachRowOfPrices() {
        final StudyReport report = study(
                "0.5",
                make.buy("10.49", "1", NOON_US),
                make.sell("10.00", "2", NOON_US),
                make.buy("10.5", "4", NOON_US),
                make.placeholder(NOON_US));

        assertThat(report.prices().rows())
                .containsExactly(
                        new Row(BigDecimal.TEN, 1, 1, BigDecimal.ONE, new BigDecimal("2")),
                        new Row(new BigDecimal("10.5"), 1, 0, new BigDecimal("4"), BigDecimal.ZERO));
        assertThat(report.counts()).isEqualTo(new StudyReport.Counts(3, 3, 1));
        assertThat(report.prices().profile().pointOfControl()).isEqualByComparingTo("10.5");
    }

    @Test
    void shouldPutEveryPriceIntoItsRowWhateverTheDigits() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 5_000; i++) {
                final PriceStep step =
                        new PriceStep(1 + (random.nextLong() >>> random.nextInt(1, 64)) / 2, -random.nextInt(19));
                final long mantissa = random.nextLong() >>> random.nextInt(1, 64);
                final int exponent = -random.nextInt(19);
                final BigDecimal row = Decimals.toBigDecimal(mantissa, exponent)
                        .divide(Decimals.toBigDecimal(step.mantissa(), step.exponent()), 0, RoundingMode.FLOOR);
                if (row.toBigIntegerExact().bitLength() < 64) {
                    assertThat(step.rowOf(mantissa, exponent)).isEqualTo(row.longValueExact());
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "1, 0, 1, 2",
        "19999, -4, 1, 2",
        "200, -2, 2, 5",
        "49, -1, 2, 5",
        "5, 0, 5, 10",
        "9, -18, 0.000000000000000005, 0.00000000000000001",
        "9223372036854775807, 0, 5000000000000000000, 10000000000000000000"
    })
    void shouldFindTheRangeOfASize(final long mantissa, final int exponent, final String from, final String to) {
        final int range = Decades.rangeOf(mantissa, exponent);
        assertThat(Decades.from(range)).isEqualByComparingTo(from);
        assertThat(Decades.to(range)).isEqualByComparingTo(to);
    }

    @Test
    void shouldCountSizesAndTheirVolumeBySide() {
        final StudyReport report =
                study("1", make.buy("1", "1.5", NOON_US), make.sell("1", "1.9", NOON_US), make.buy("1", "30", NOON_US));
        assertThat(report.shapes().sizes())
                .containsExactly(
                        new SizeDistribution.Range(BigDecimal.ONE, BigDecimal.valueOf(2), 1, 1, new BigDecimal("3.4")),
                        new SizeDistribution.Range(
                                BigDecimal.valueOf(20), BigDecimal.valueOf(50), 1, 0, BigDecimal.valueOf(30)));
    }

    @Test
    void shouldMeasureTheTimesBetweenTradesAndCountThoseThatGoBack() {
        final StudyReport report = study(
                "1",
                make.buy("1", "1", NOON_US),
                make.buy("1", "1", NOON_US),
                make.buy("1", "1", NOON_US + 3_000),
                make.buy("1", "1", NOON_US + 1_000),
                make.buy("1", "1", NOON_US + 1_001));
        assertThat(report.shapes().backwards()).isEqualTo(1);
        assertThat(report.shapes().meanSeconds()).isEqualByComparingTo("0.001000333333333333");
        assertThat(report.shapes().arrivals())
                .extracting(range -> range.fromSeconds() + ":" + range.count())
                .containsExactly("0:1", "0.000001:1", "0.002:1");
    }

    @Test
    void shouldMeasureTheImbalanceOverTheLastBuckets() {
        final BucketImbalance imbalance = new BucketImbalance(BarConfig.volume("2"), 2);
        assertThat(imbalance.result().value()).isNull();
        imbalance.add(make.buy("1", "2", NOON_US));
        assertThat(imbalance.result().value()).isEqualByComparingTo("1");
        imbalance.add(make.buy("1", "1", NOON_US));
        imbalance.add(make.sell("1", "2.5", NOON_US));
        // Buckets of 2 and 0, 1 and 1, and half of a third: the last two full ones are half unbalanced.
        assertThat(imbalance.result().value()).isEqualByComparingTo("0.5");
        imbalance.add(make.sell("1", "0.5", NOON_US));
        // 1 and 1, 0 and 2.
        assertThat(imbalance.result())
                .isEqualTo(new BucketImbalance.Result(BigDecimal.valueOf(2), 2, 3, new BigDecimal("0.5")));
    }

    @Test
    void shouldTakeOnlyBarsOfVolumeAsBuckets() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketImbalance(BarConfig.tick(5), 50));
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketImbalance(BarConfig.volume("5"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketImbalance(BarConfig.volume("5"), 10_001));
    }

    @Test
    void shouldFindTheSlopeOfPricesThatFollowTheFlow() {
        final KyleLambda lambda = new KyleLambda();
        final Bars bars = Bars.of(BarConfig.tick(1), lambda);
        // The price moves by 0.25 for each unit bought net.
        bars.onTrade(make.buy("100", "1", NOON_US));
        bars.onTrade(make.buy("100.5", "2", NOON_US));
        bars.onTrade(make.sell("99.5", "4", NOON_US));
        bars.onTrade(make.buy("99.75", "1", NOON_US));
        assertThat(lambda.result()).isEqualTo(new KyleLambda.Result(3, new BigDecimal("0.25"), BigDecimal.ONE));
    }

    @Test
    void shouldFitNoSlopeToOneBar() {
        final KyleLambda lambda = new KyleLambda();
        final Bars bars = Bars.of(BarConfig.tick(1), lambda);
        bars.onTrade(make.buy("100", "1", NOON_US));
        bars.onTrade(make.buy("101", "1", NOON_US));
        assertThat(lambda.result()).isEqualTo(new KyleLambda.Result(1, null, null));
    }

    @Test
    void shouldAgreeWithTheTextbooksLeastSquares() {
        FlowSeed.run(random -> {
            final List<double[]> points = new ArrayList<>();
            final KyleLambda lambda = new KyleLambda();
            final Bars bars = Bars.of(BarConfig.tick(1), lambda);
            double last = Double.NaN;
            for (int i = 0; i < 200; i++) {
                final AggTrade trade = random(random);
                bars.onTrade(trade);
                final double price = trade.priceMantissa / 100.0;
                final double size = trade.quantityMantissa / 1_000.0;
                if (i > 0) {
                    points.add(new double[] {trade.isBuyerMaker ? -size : size, price - last});
                }
                last = price;
            }
            final double meanX =
                    points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
            final double meanY =
                    points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
            final double xx =
                    points.stream().mapToDouble(p -> Math.pow(p[0] - meanX, 2)).sum();
            final double yy =
                    points.stream().mapToDouble(p -> Math.pow(p[1] - meanY, 2)).sum();
            final double xy = points.stream()
                    .mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY))
                    .sum();
            assertThat(lambda.result().count()).isEqualTo(199);
            assertThat(lambda.result().lambda().doubleValue()).isCloseTo(xy / xx, within(1e-9));
            assertThat(lambda.result().rSquared().doubleValue()).isCloseTo(xy * xy / (xx * yy), within(1e-9));
        });
    }

    @Test
    void shouldGiveEachBarItsOwnFootprint() {
        final TreeMap<Long, String> rows = new TreeMap<>();
        final Bars bars = Bars.each(
                BarConfig.tick(2),
                instrument -> new FootprintBars(
                        new PriceStep(1, 0),
                        (bar, footprint) -> rows.put(
                                bar.firstId(),
                                footprint.rows().stream()
                                        .map(row -> row.price() + "x" + row.base())
                                        .toList()
                                        .toString())));
        bars.onTrade(make.buy("10", "1", NOON_US));
        bars.onTrade(make.sell("11", "2", NOON_US));
        bars.onTrade(make.sell("10.5", "3", NOON_US));
        bars.finish();
        assertThat(rows.values()).containsExactly("[10x1, 11x2]", "[10x3]");
    }

    @Test
    void shouldSayAllOfItInTextAndJson() {
        final FlowStudy study = new FlowStudy(new StudyConfig(
                PriceStep.FINEST,
                VolumeProfile.SEVENTY_PERCENT,
                BarConfig.tick(1),
                BarConfig.volume("1"),
                BucketImbalance.FIFTY));
        study.onTrade(make.buy("0.00000001", "1000", NOON_US));
        study.onTrade(make.sell("0.00000002", "1", NOON_US));
        final StudyReport report = study.reports().get(0);

        assertThat(report.format(true))
                .contains("spot:BTCUSDT", "point of control", "0.00000001", "imbalance of the last 50", "sell base");
        assertThat(report.format(false)).doesNotContain("sell base");
        assertThat(report.toMap(true)).containsKeys("profile", "sizes", "interArrival", "kyleLambda", "rows");
        assertThat(report.toMap(false)).doesNotContainKey("rows");
        assertThat(report.imbalance().buckets()).isEqualTo(1_001);
    }

    @Test
    void shouldAllocateNothingForTradesInKnownRows() {
        final FlowStudy study = new FlowStudy(new StudyConfig(
                PriceStep.FINEST,
                VolumeProfile.SEVENTY_PERCENT,
                BarConfig.time(3_600_000_000L),
                BarConfig.volume("100"),
                BucketImbalance.FIFTY));
        final AggTrade trade = make.buy("10.5", "1.5", NOON_US);
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        trade.priceMantissa = 100 + i % 7;
                        trade.isBuyerMaker = i % 2 == 0;
                        study.onTrade(trade);
                    }
                }))
                .isZero();
    }

    private StudyReport study(final String step, final AggTrade... trades) {
        final FlowStudy study = new FlowStudy(new StudyConfig(
                PriceStep.parse(step),
                VolumeProfile.SEVENTY_PERCENT,
                BarConfig.time(60_000_000L),
                null,
                BucketImbalance.FIFTY));
        for (final AggTrade trade : trades) {
            study.onTrade(trade);
        }
        return study.reports().get(0);
    }

    private AggTrade random(final SplittableRandom random) {
        final AggTrade trade = make.buy("1.00", "1.000", NOON_US);
        trade.priceMantissa = random.nextLong(9_900, 10_100);
        trade.quantityMantissa = random.nextLong(1, 5_000);
        trade.isBuyerMaker = random.nextBoolean();
        return trade;
    }
}
