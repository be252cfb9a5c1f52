package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bars of all real trades against DuckDB's SQL over DECIMAL: equal to the last digit. */
class DuckDbBarsTest {
    private static final String FILES = "io.aggtape.pipeline.bars.RealFiles#aggTrades";
    private static final int SHARES = 50;

    /** One line a bar of {@code parts}. */
    private static final String BARS = """
            select min(openUs), arg_min(p, i), max(p), min(p), arg_max(p, i), sum(q), sum(pq),
                coalesce(sum(q) filter (not m), 0), coalesce(sum(pq) filter (not m), 0),
                coalesce(sum(l - f + 1) filter (isFirst), 0), count(*) filter (isFirst)
            from parts group by bar order by bar
            """;

    /** The row with which each bar of whole trades ends, by volume {@code %1$s} and size {@code %2$s}. */
    private static final String ENDS = """
            create or replace table ends as
            with recursive e(bar, lastI, reached) as (
                select 0::BIGINT, 0::BIGINT, 0::DECIMAL(38,16)
                union all
                select e.bar + 1, min(s.i)::BIGINT, min(s.%1$s)::DECIMAL(38,16)
                from e join trades s on s.%1$s >= e.reached + %2$s::DECIMAL(38,16)
                group by e.bar)
            select * from e
            """;

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMakeTheSameTimeBars(final Path csv) throws SQLException {
        final List<AggTrade> trades = RealFiles.trades(csv);
        try (DuckTrades duck = new DuckTrades(csv)) {
            for (final long sizeUs : new long[] {1_000_000L, 60_000_000L, 300_000_000L, 3_600_000_000L}) {
                duck.run("create or replace table parts as select *, latest // " + sizeUs + " as bar, (latest // "
                        + sizeUs + ") * " + sizeUs + " as openUs, true as isFirst from trades");
                final List<KeptBar> bars = KeptBar.of(BarConfig.time(sizeUs), trades);
                assertFlatBetween(bars, sizeUs);
                assertSame(duck, bars.stream().filter(bar -> bar.records() > 0).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMakeTheSameTickBars(final Path csv) throws SQLException {
        final List<AggTrade> trades = RealFiles.trades(csv);
        try (DuckTrades duck = new DuckTrades(csv)) {
            for (final long size : new long[] {7, 100, 1_000}) {
                duck.run("create or replace table parts as select *, (i - 1) // " + size
                        + " as bar, first_value(us) over (partition by (i - 1) // " + size
                        + " order by i) as openUs, true as isFirst from trades");
                assertSame(duck, KeptBar.of(BarConfig.tick(size), trades));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMakeTheSameVolumeBarsOfWholeTrades(final Path csv) throws SQLException {
        assertSameOfWholeTrades(csv, "base", BarType.VOLUME);
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMakeTheSameQuoteBarsOfWholeTrades(final Path csv) throws SQLException {
        assertSameOfWholeTrades(csv, "quote", BarType.QUOTE);
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void shouldMakeTheSameVolumeBarsOfSplitTrades(final Path csv) throws SQLException {
        final List<AggTrade> trades = RealFiles.trades(csv);
        try (DuckTrades duck = new DuckTrades(csv)) {
            final BigDecimal size = duck.share("base", SHARES);
            duck.split(size);
            final BarConfig config = BarConfig.volume(size.toPlainString()).with(BarRules.DEFAULT.split());
            final List<KeptBar> bars = KeptBar.of(config, trades);
            assertSame(duck, bars);
            assertThat(bars.subList(0, SHARES - 1)).extracting(KeptBar::base).containsOnly(Numbers.plain(size));
        }
    }

    @Test
    void shouldLeaveOutOnlyFilesThatHoldNoAggregateTrades() {
        assertThat(RealFiles.all()
                        .filter(csv -> !DuckTrades.isAggTrades(csv))
                        .map(csv -> csv.getFileName().toString()))
                .allMatch(name -> name.endsWith(".arrivals.csv") || name.contains("-trade-"));
    }

    private static void assertSameOfWholeTrades(final Path csv, final String volume, final BarType type)
            throws SQLException {
        final List<AggTrade> trades = RealFiles.trades(csv);
        try (DuckTrades duck = new DuckTrades(csv)) {
            final String size = duck.share(volume, SHARES).toPlainString();
            duck.run(ENDS.formatted(volume, size));
            duck.run("""
                    create or replace table parts as
                    with placed as (select t.*, (select count(*) from ends e where e.lastI < t.i) as bar from trades t)
                    select *, first_value(us) over (partition by bar order by i) as openUs, true as isFirst from placed
                    """);
            final List<KeptBar> bars = KeptBar.of(BarConfig.of(type, size, BarRules.DEFAULT), trades);
            assertSame(duck, bars);
            assertThat(bars).hasSizeGreaterThan(SHARES / 3);
        }
    }

    private static void assertSame(final DuckTrades duck, final List<KeptBar> bars) throws SQLException {
        final List<List<BigDecimal>> ours = new ArrayList<>();
        for (final KeptBar bar : bars) {
            final List<BigDecimal> row = new ArrayList<>(List.of(BigDecimal.valueOf(bar.openTimeUs())));
            row.addAll(bar.prices());
            row.addAll(bar.volumes());
            row.add(BigDecimal.valueOf(bar.counts().get(0)));
            row.add(BigDecimal.valueOf(bar.records()));
            ours.add(row);
        }
        assertThat(ours).isEqualTo(duck.query(BARS));
    }

    /** No bar is missing, and one without a trade stands at the close before it. */
    private static void assertFlatBetween(final List<KeptBar> bars, final long sizeUs) {
        for (int i = 1; i < bars.size(); i++) {
            assertThat(bars.get(i).openTimeUs()).isEqualTo(bars.get(i - 1).openTimeUs() + sizeUs);
            if (bars.get(i).records() == 0) {
                assertThat(bars.get(i).prices()).containsOnly(bars.get(i - 1).close());
                assertThat(bars.get(i).volumes()).containsOnly(BigDecimal.ZERO);
            }
        }
    }
}
