package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.OrderFlowReport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Order flow, footprint, profile and measures of all real trades against DuckDB's SQL over DECIMAL. */
class DuckDbFlowTest {
    private static final String FILES = "io.aggtape.pipeline.bars.RealFiles#aggTrades";
    private static final int BUCKETS = 20;

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldSumTheSameOrderFlowSinceStart(final Path csv) throws SQLException {
        final OrderFlow flow = new OrderFlow(OrderFlowConfig.ofLargeTrade("1000"));
        RealFiles.trades(csv).forEach(flow::onTrade);
        final OrderFlowReport.Window all = flow.reports().get(0).sinceStart();
        try (DuckTrades duck = new DuckTrades(csv)) {
            assertThat(List.of(sums(all.buy()), sums(all.sell())))
                    .isEqualTo(duck.query(
                            "select count(*), sum(l - f + 1), sum(q), sum(pq) from trades group by m order by m"));
            assertThat(List.of(List.of(
                            BigDecimal.valueOf(all.large().records()),
                            all.large().quote())))
                    .isEqualTo(duck.query("select count(*), coalesce(sum(pq), 0) from trades where pq >= 1000"));
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMakeTheSameFootprintAndPointOfControl(final Path csv) throws SQLException {
        final PriceStep step = PriceStep.parse(csv.toString().contains("TRX") ? "0.00005" : "0.5");
        final long units = BigDecimal.valueOf(step.mantissa(), -step.exponent())
                .movePointRight(8)
                .longValueExact();
        final StudyReport report = study(RealFiles.trades(csv), step, null);
        final List<List<BigDecimal>> ours = new ArrayList<>();
        for (final Footprint.Row row : report.prices().rows()) {
            ours.add(List.of(
                    row.price(),
                    BigDecimal.valueOf(row.buyRecords()),
                    BigDecimal.valueOf(row.sellRecords()),
                    row.buyBase(),
                    row.sellBase()));
        }
        try (DuckTrades duck = new DuckTrades(csv)) {
            duck.run("create table placed as select *, price8 // " + units + " as r from trades");
            final String price = "(r * " + units + ")::DECIMAL(38,0) * 0.00000001::DECIMAL(9,8)";
            assertThat(ours)
                    .isEqualTo(duck.query("select " + price + ", count(*) filter (not m), count(*) filter (m), "
                            + "coalesce(sum(q) filter (not m), 0), coalesce(sum(q) filter (m), 0) "
                            + "from placed group by r order by r"));
            assertThat(List.of(List.of(
                            report.prices().profile().pointOfControl(),
                            report.prices().profile().pointVolume())))
                    .isEqualTo(duck.query("select " + price + ", v from (select r, sum(q) as v, "
                            + "min(r) over () + max(r) over () as ends from placed group by r) "
                            + "order by v desc, abs(2 * r - ends), r limit 1"));
            assertThat(report.prices().profile().volume())
                    .isEqualTo(duck.query("select max(base) from trades").get(0).get(0));
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMeasureTheSameImbalanceOfBuckets(final Path csv) throws SQLException {
        final List<AggTrade> trades = RealFiles.trades(csv);
        try (DuckTrades duck = new DuckTrades(csv)) {
            final BigDecimal bucket = duck.share("base", 3 * BUCKETS);
            duck.split(bucket);
            final BigDecimal sum = duck.query("""
                            select sum(side) from (
                                select abs(2 * coalesce(sum(q) filter (not m), 0) - sum(q)) as side
                                from parts group by bar having sum(q) = %s order by bar desc limit %d)
                            """.formatted(bucket.toPlainString(), BUCKETS))
                    .get(0)
                    .get(0);
            final StudyReport report = study(trades, PriceStep.FINEST, BarConfig.volume(bucket.toPlainString()));
            assertThat(report.imbalance().value())
                    .isEqualTo(Numbers.quotient(sum, bucket.multiply(BigDecimal.valueOf(BUCKETS))));
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldFitTheSameLambda(final Path csv) throws SQLException {
        final KyleLambda.Result ours =
                study(RealFiles.trades(csv), PriceStep.FINEST, null).lambda();
        try (DuckTrades duck = new DuckTrades(csv)) {
            final List<BigDecimal> theirs = duck.query("""
                    with bars as (
                        select (i - 1) // 100 as bar, arg_max(p, i) as c,
                            2 * coalesce(sum(q) filter (not m), 0) - sum(q) as x
                        from trades group by 1 having count(*) = 100),
                    moves as (select c - lag(c) over (order by bar) as y, x from bars)
                    select count(y), regr_slope(y::DOUBLE, x::DOUBLE), regr_r2(y::DOUBLE, x::DOUBLE)
                    from moves where y is not null
                    """).get(0);
            assertThat(ours.count()).isEqualTo(theirs.get(0).longValueExact());
            assertThat(ours.lambda().doubleValue()).isCloseTo(theirs.get(1).doubleValue(), withinPercentage(1e-6));
            assertThat(ours.rSquared().doubleValue()).isCloseTo(theirs.get(2).doubleValue(), withinPercentage(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMeasureTheSameTimesBetweenTrades(final Path csv) throws SQLException {
        final StudyReport.Shapes ours =
                study(RealFiles.trades(csv), PriceStep.FINEST, null).shapes();
        try (DuckTrades duck = new DuckTrades(csv)) {
            final List<BigDecimal> theirs = duck.query("""
                    with gaps as (select us - lag(us) over (order by i) as d from trades)
                    select count(*) filter (d < 0), count(*) filter (d = 0), count(*) filter (d > 0), sum(d)
                        filter (d >= 0)
                    from gaps
                    """).get(0);
            assertThat(ours.backwards()).isEqualTo(theirs.get(0).longValueExact());
            assertThat(ours.arrivals().get(0).count()).isEqualTo(theirs.get(1).longValueExact());
            assertThat(ours.arrivals().stream()
                            .skip(1)
                            .mapToLong(ArrivalDistribution.Range::count)
                            .sum())
                    .isEqualTo(theirs.get(2).longValueExact());
            assertThat(ours.meanSeconds())
                    .isEqualTo(Numbers.quotient(
                            theirs.get(3).movePointLeft(6), theirs.get(1).add(theirs.get(2))));
        }
    }

    private static StudyReport study(final List<AggTrade> trades, final PriceStep step, final BarConfig buckets) {
        final FlowStudy study = new FlowStudy(
                new StudyConfig(step, VolumeProfile.SEVENTY_PERCENT, BarConfig.tick(100), buckets, BUCKETS));
        trades.forEach(study::onTrade);
        return study.reports().get(0);
    }

    private static List<BigDecimal> sums(final OrderFlowReport.Side side) {
        return List.of(
                BigDecimal.valueOf(side.records()), BigDecimal.valueOf(side.trades()), side.base(), side.quote());
    }
}
