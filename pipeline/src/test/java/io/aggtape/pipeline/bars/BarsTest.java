package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.Allocation;
import io.aggtape.pipeline.FlowTrades;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarsTest {
    private static final long MINUTE_US = 60_000_000L;
    private static final long NOON_US = 1_795_348_800_000_000L;

    private final FlowTrades make = new FlowTrades();
    private final List<KeptBar> bars = new ArrayList<>();
    private final List<Long> closeTimes = new ArrayList<>();

    @Test
    void shouldMakeAKlineOfAMinute() {
        final AggTrade first = make.buy("10", "1", NOON_US);
        first.lastTradeId = first.firstTradeId + 2;
        play(
                BarConfig.time(MINUTE_US),
                first,
                make.sell("12.5", "2", NOON_US + 1),
                make.buy("9", "0.5", NOON_US + MINUTE_US - 1),
                make.buy("11", "1", NOON_US + MINUTE_US));

        assertThat(bars.get(0))
                .isEqualTo(new KeptBar(
                        NOON_US,
                        decimals("10", "12.5", "9", "9"),
                        decimals("3.5", "39.5", "1.5", "14.5"),
                        List.of(5L, 3L, 0L),
                        true));
        assertThat(closeTimes.get(0)).isEqualTo(NOON_US + MINUTE_US - 1_000);
        assertThat(bars.get(1).isClosed()).isFalse();
        assertThat(bars).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "INCLUSIVE, 1000, 59999000",
        "INCLUSIVE, 1, 59999999",
        "EXCLUSIVE, 1, 60000000",
        "LAST_TRADE, 1, 7000007"
    })
    void shouldStampTheEndAsAsked(final CloseStamp stamp, final long unitUs, final long expectedUs) {
        final BarRules rules = new BarRules(EmptyBars.FLAT, Crossing.WHOLE, stamp, unitUs, 0);
        play(
                BarConfig.time(MINUTE_US).with(rules),
                make.buy("10", "1", NOON_US + 7_000_007),
                make.buy("10", "1", NOON_US + MINUTE_US));
        assertThat(closeTimes.get(0)).isEqualTo(NOON_US + expectedUs);
    }

    @Test
    void shouldCarryTheCloseFlatOverMinutesWithoutATrade() {
        play(
                BarConfig.time(MINUTE_US),
                make.buy("10", "1", NOON_US),
                make.sell("11", "1", NOON_US + 1),
                make.buy("20", "1", NOON_US + 3 * MINUTE_US));

        assertThat(bars)
                .extracting(KeptBar::openTimeUs)
                .containsExactly(NOON_US, NOON_US + MINUTE_US, NOON_US + 2 * MINUTE_US, NOON_US + 3 * MINUTE_US);
        assertThat(bars.get(2))
                .isEqualTo(new KeptBar(
                        NOON_US + 2 * MINUTE_US,
                        decimals("11", "11", "11", "11"),
                        decimals("0", "0", "0", "0"),
                        List.of(0L, 0L, 0L),
                        true));
        assertThat(bars.get(3).prices()).isEqualTo(decimals("20", "20", "20", "20"));
    }

    @Test
    void shouldLeaveEmptyBarsOutWhereTheyAreNotWanted() {
        play(
                BarConfig.time(MINUTE_US).with(BarRules.DEFAULT.skipEmpty()),
                make.buy("10", "1", NOON_US),
                make.buy("20", "1", NOON_US + 3 * MINUTE_US));
        assertThat(bars).extracting(KeptBar::openTimeUs).containsExactly(NOON_US, NOON_US + 3 * MINUTE_US);
    }

    @Test
    void shouldBeginWeeksOnMonday() {
        final long dayUs = 1_440 * MINUTE_US;
        final BarRules monday =
                new BarRules(EmptyBars.FLAT, Crossing.WHOLE, CloseStamp.INCLUSIVE, BarRules.MILLISECONDS, 4 * dayUs);
        play(BarConfig.time(7 * dayUs).with(monday), make.buy("10", "1", NOON_US));
        // 2026-11-22, a Sunday, so the week began on 2026-11-16.
        assertThat(bars.get(0).openTimeUs()).isEqualTo(1_794_787_200_000_000L);
    }

    @Test
    void shouldCountALateTradeIntoTheOpenBar() {
        play(
                BarConfig.time(MINUTE_US),
                make.buy("10", "1", NOON_US),
                make.buy("11", "1", NOON_US + MINUTE_US),
                make.buy("9", "1", NOON_US + 1));
        assertThat(bars).hasSize(2);
        assertThat(bars.get(1).counts()).containsExactly(2L, 2L, 1L);
        assertThat(bars.get(1).close()).isEqualByComparingTo("9");
    }

    @Test
    void shouldLeavePlaceholdersOut() {
        final Bars counted = Bars.of(BarConfig.tick(1), bar -> bars.add(KeptBar.of(bar)));
        counted.onTrade(make.placeholder(NOON_US));
        counted.finish();
        assertThat(bars).isEmpty();
        assertThat(counted.placeholderCount()).isEqualTo(1);
    }

    @Test
    void shouldFillATickBarWithSoManyRecords() {
        play(
                BarConfig.tick(2),
                make.buy("10", "1", NOON_US + 5),
                make.buy("11", "1", NOON_US + 9),
                make.buy("12", "1", NOON_US + 11));
        assertThat(bars).extracting(KeptBar::records).containsExactly(2L, 1L);
        assertThat(bars).extracting(KeptBar::isClosed).containsExactly(true, false);
        assertThat(bars.get(0).openTimeUs()).isEqualTo(NOON_US + 5);
        assertThat(closeTimes.get(0)).isEqualTo(NOON_US + 9);
    }

    @Test
    void shouldTakeTheTradeThatFillsAVolumeBarWhole() {
        play(
                BarConfig.volume("2.5"),
                make.buy("10", "2", NOON_US),
                make.sell("11", "7", NOON_US),
                make.buy("9", "1", 5));
        assertThat(bars)
                .extracting(KeptBar::base)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("9"), BigDecimal.ONE);
    }

    @Test
    void shouldSplitATradeOverTheEdgesOfVolumeBars() {
        final AggTrade big = make.sell("11", "7", NOON_US);
        big.lastTradeId = big.firstTradeId + 4;
        play(split(BarConfig.volume("2.5")), make.buy("10", "2", NOON_US), big);

        assertThat(bars).hasSize(4);
        assertThat(bars.get(0).volumes()).isEqualTo(decimals("2.5", "25.5", "2", "20"));
        assertThat(bars.get(0).counts()).containsExactly(6L, 2L, 0L);
        assertThat(bars.get(1).volumes()).isEqualTo(decimals("2.5", "27.5", "0", "0"));
        assertThat(bars.get(1).counts()).containsExactly(0L, 0L, 0L);
        assertThat(bars.get(3).volumes()).isEqualTo(decimals("1.5", "16.5", "0", "0"));
        assertThat(bars).extracting(KeptBar::isClosed).containsExactly(true, true, true, false);
    }

    @Test
    void shouldSplitATradeOverTheEdgeOfAQuoteBarExactlyInQuote() {
        play(split(BarConfig.quote("10")), make.buy("3", "5", NOON_US));
        assertThat(bars).hasSize(2);
        assertThat(bars.get(0).volumes())
                .isEqualTo(decimals("3.333333333333333333", "10", "3.333333333333333333", "10"));
        assertThat(bars.get(1).volumes()).isEqualTo(decimals("1.666666666666666667", "5", "1.666666666666666667", "5"));
    }

    @ParameterizedTest
    @CsvSource({"VOLUME, 1", "QUOTE, 10"})
    void shouldRefuseToCutATradeIntoMoreThanAMillionBars(final BarType type, final String all) {
        final String size = new BigDecimal(all).movePointLeft(6).toPlainString();
        final long[] count = new long[1];
        final Bars cut = Bars.of(split(BarConfig.of(type, size, BarRules.DEFAULT)), bar -> count[0]++);
        cut.onTrade(make.buy("10", "1", NOON_US));
        assertThat(count[0]).isEqualTo(1_000_000);

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> cut.onTrade(make.buy("10", "1.0000001", NOON_US)))
                .withMessageContaining("choose a larger size");
        assertThat(count[0]).isEqualTo(1_000_000);
    }

    @Test
    void shouldKeepTheBarsOfSymbolsApart() {
        final AggTrade other =
                make.trade(make.instruments.intern(Market.COINM, "BTCUSD_PERP"), "5", "1", NOON_US, true);
        play(BarConfig.tick(2), make.buy("10", "1", NOON_US), other, make.buy("11", "1", NOON_US));
        assertThat(bars).extracting(KeptBar::records).containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e-19", "1e40", "x", ""})
    void shouldRefuseASizeThatIsNone(final String size) {
        assertThatIllegalArgumentException().isThrownBy(() -> BarConfig.volume(size));
    }

    @Test
    void shouldRefuseASizeOfAMillionDigitsWithoutWritingThemOut() {
        assertThat(Allocation.bytesOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> BarConfig.of(BarType.TICK, "1e1000000", BarRules.DEFAULT))))
                .isLessThan(100_000);
    }

    @Test
    void shouldRefuseRulesThatDoNotFitTheSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> BarConfig.time(1_500));
        assertThatIllegalArgumentException().isThrownBy(() -> BarConfig.of(BarType.TICK, "1.5", BarRules.DEFAULT));
        final BarRules late =
                new BarRules(EmptyBars.FLAT, Crossing.WHOLE, CloseStamp.INCLUSIVE, BarRules.MILLISECONDS, MINUTE_US);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarConfig.time(MINUTE_US).with(late));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIME 1000000", "TICK 3", "VOLUME 0.7", "QUOTE 0.013"})
    void shouldAllocateNothingForTradesAndBars(final String typeAndSize) {
        final String[] words = typeAndSize.split(" ");
        final BarConfig config = BarConfig.of(BarType.valueOf(words[0]), words[1], BarRules.DEFAULT.split());
        final long[] count = new long[1];
        final Bars counted = Bars.of(config, bar -> count[0]++);
        final AggTrade trade = make.buy("0.00123", "1.5", NOON_US);
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        trade.tradeTimeUs += 700_000;
                        trade.isBuyerMaker = i % 2 == 0;
                        counted.onTrade(trade);
                    }
                }))
                .isZero();
        assertThat(count[0]).isPositive();
    }

    private void play(final BarConfig config, final AggTrade... trades) {
        final Bars played = Bars.of(config, bar -> {
            bars.add(KeptBar.of(bar));
            closeTimes.add(bar.closeTimeUs());
        });
        for (final AggTrade trade : trades) {
            played.onTrade(trade);
        }
        played.finish();
    }

    private static BarConfig split(final BarConfig config) {
        return config.with(config.rules().split());
    }

    private static List<BigDecimal> decimals(final String... texts) {
        final List<BigDecimal> decimals = new ArrayList<>();
        for (final String text : texts) {
            decimals.add(Numbers.plain(new BigDecimal(text)));
        }
        return decimals;
    }
}
