package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.OrderFlowReport.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFlowTest {
    private static final long NOON_US = 1_700_000_000_000_000L - 1_700_000_000_000_000L % 300_000_000L;
    private static final long SECOND_US = 1_000_000L;

    private final FlowTrades make = new FlowTrades();
    private final OrderFlow flow = new OrderFlow(OrderFlowConfig.ofLargeTrade("1000"));

    @Test
    void shouldCountATakerThatHitsABuyingMakerAsSeller() {
        flow.onTrade(make.sell("10", "2", NOON_US));

        assertThat(sinceStart().sell().base()).isEqualByComparingTo("2");
        assertThat(sinceStart().sell().quote()).isEqualByComparingTo("20");
        assertThat(sinceStart().buy().base()).isZero();
        assertThat(sinceStart().delta()).isEqualByComparingTo("-2");
        assertThat(sinceStart().imbalance()).isEqualByComparingTo("-1");
        assertThat(sinceStart().largest().isBuy()).isFalse();
    }

    @Test
    void shouldCountRecordsAndUnderlyingTradesApart() {
        final AggTrade trade = make.buy("10", "2", NOON_US);
        trade.lastTradeId = trade.firstTradeId + 4;
        flow.onTrade(trade);

        assertThat(sinceStart().records()).isEqualTo(1);
        assertThat(sinceStart().trades()).isEqualTo(5);
    }

    @Test
    void shouldCloseAWindowWithTheFirstTradeBeyondItsEnd() {
        flow.onTrade(make.buy("10", "1", NOON_US));
        flow.onTrade(make.sell("12", "3", NOON_US + SECOND_US - 1));
        assertThat(report().lastClosed()).isEmpty();
        flow.onTrade(make.buy("11", "5", NOON_US + SECOND_US));

        final Window closed = report().lastClosed().get(0);
        assertThat(report().lastClosed()).hasSize(1);
        assertThat(closed.span().startUs()).isEqualTo(NOON_US);
        assertThat(closed.span().endUs()).isEqualTo(NOON_US + SECOND_US);
        assertThat(closed.delta()).isEqualByComparingTo("-2");
        assertThat(closed.vwap()).isEqualByComparingTo("11.5");
        assertThat(closed.recordsPerSecond()).isEqualByComparingTo("2");
        assertThat(current(FlowWindow.ONE_SECOND).buy().base()).isEqualByComparingTo("5");
        assertThat(current(FlowWindow.TEN_SECONDS).records()).isEqualTo(3);
    }

    @Test
    void shouldCarryTheDeltaSinceStartAcrossWindows() {
        flow.onTrade(make.buy("10", "1", NOON_US));
        flow.onTrade(make.buy("10", "2", NOON_US + SECOND_US));
        flow.onTrade(make.sell("10", "7", NOON_US + 2 * SECOND_US));

        assertThat(report().lastClosed().get(0).cvd()).isEqualByComparingTo("3");
        assertThat(current(FlowWindow.ONE_SECOND).cvd()).isEqualByComparingTo("-4");
    }

    @Test
    void shouldCountATradeFromBeforeTheOpenWindowIntoItAndAsLate() {
        flow.onTrade(make.buy("10", "1", NOON_US + 5 * SECOND_US));
        flow.onTrade(make.buy("10", "1", NOON_US + 3 * SECOND_US));

        assertThat(current(FlowWindow.ONE_SECOND).records()).isEqualTo(2);
        assertThat(current(FlowWindow.ONE_SECOND).span().lateCount()).isEqualTo(1);
        assertThat(current(FlowWindow.TEN_SECONDS).span().lateCount()).isZero();
        assertThat(sinceStart().span().lateCount()).isEqualTo(1);
    }

    @Test
    void shouldLeaveEverythingButItsOwnCountAloneForAPlaceholder() {
        flow.onTrade(make.buy("10", "1", NOON_US));
        final OrderFlowReport before = report();
        flow.onTrade(make.placeholder(NOON_US + 3_600 * SECOND_US));

        assertThat(report().placeholderCount()).isEqualTo(1);
        assertThat(report().sinceStart()).isEqualTo(before.sinceStart());
        assertThat(report().current()).isEqualTo(before.current());
        assertThat(flow.lastTrades().get(0).read().recordCount()).isEqualTo(1);
    }

    @Test
    void shouldReportASymbolOfWhichOnlyAPlaceholderCame() {
        flow.onTrade(make.placeholder(NOON_US));

        assertThat(report().sinceStart().vwap()).isNull();
        assertThat(report().sinceStart().largest()).isNull();
        assertThat(report().current()).isEmpty();
        assertThat(report().format()).contains("spot:BTCUSDT");
    }

    @Test
    void shouldCountATradeAsLargeFromTheThresholdOn() {
        flow.onTrade(make.buy("10", "99.99999999", NOON_US));
        flow.onTrade(make.buy("10", "100", NOON_US));

        assertThat(sinceStart().large().records()).isEqualTo(1);
        assertThat(sinceStart().large().base()).isEqualByComparingTo("100");
        assertThat(sinceStart().large().quote()).isEqualByComparingTo("1000");
    }

    @Test
    void shouldKeepTheEarliestOfEquallyLargeTrades() {
        final AggTrade first = make.buy("10", "10", NOON_US);
        flow.onTrade(first);
        flow.onTrade(make.sell("100", "1", NOON_US + SECOND_US));

        assertThat(sinceStart().largest().id()).isEqualTo(first.id);
        assertThat(current(FlowWindow.ONE_SECOND).largest().isBuy()).isFalse();
    }

    @Test
    void shouldStayExactWhenATradeHasMoreDigitsThanAllBefore() {
        flow.onTrade(make.buy("10", "1", NOON_US));
        flow.onTrade(make.buy("0.000000000000000001", "0.000000000000000001", NOON_US + SECOND_US));
        flow.onTrade(make.buy("9223372036854775807", "9223372036854775807", NOON_US + SECOND_US));

        final BigDecimal max = BigDecimal.valueOf(Long.MAX_VALUE);
        assertThat(sinceStart().buy().quote())
                .isEqualByComparingTo(max.multiply(max).add(BigDecimal.TEN).add(BigDecimal.ONE.movePointLeft(36)));
        assertThat(report().lastClosed().get(0).buy().quote()).isEqualByComparingTo("10");
    }

    @Test
    void shouldPrintTheSameTextHoweverTheDigitsArrived() {
        flow.onTrade(make.buy("10.50", "1.000", NOON_US));
        final OrderFlow other = new OrderFlow(OrderFlowConfig.ofLargeTrade("1000.00"));
        final AggTrade same = make.buy("10.5", "1", NOON_US);
        same.id = 1;
        other.onTrade(same);

        assertThat(OrderFlowReport.format(other.reports())).isEqualTo(OrderFlowReport.format(flow.reports()));
        assertThat(other.reports()).isEqualTo(flow.reports());
    }

    @Test
    void shouldListReportsByMarketAndSymbol() {
        flow.onTrade(make.trade(make.instruments.intern(Market.COINM, "BTCUSD_PERP"), "60000.1", "3", NOON_US, true));
        flow.onTrade(make.trade(make.instrument("ETHUSDT"), "2", "1", NOON_US, true));
        flow.onTrade(make.buy("10", "1", NOON_US));

        assertThat(flow.reports())
                .extracting(OrderFlowReport::symbol)
                .containsExactly("BTCUSDT", "ETHUSDT", "BTCUSD_PERP");
        assertThat(flow.reports().get(2).format()).contains("sell contracts", "sell price x contracts");
    }

    @Test
    void shouldGiveDecimalsAsPlainTextForJson() {
        flow.onTrade(make.buy("0.00000001", "1000", NOON_US));

        assertThat(report().sinceStart().toMap())
                .containsEntry("vwap", "0.00000001")
                .containsEntry("tradesPerSecond", null)
                .containsEntry("window", "start");
        assertThat(report().toMap()).containsEntry("market", "spot").containsEntry("symbol", "BTCUSDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e-19", "1e19", "NaN"})
    void shouldRefuseAThresholdThatIsNoDecimal(final String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OrderFlowConfig.ofLargeTrade(text));
    }

    @Test
    void shouldRefuseAThresholdOfAMillionDigitsWithoutWritingThemOut() {
        assertThat(Allocation.bytesOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> OrderFlowConfig.ofLargeTrade("1e1000000"))))
                .isLessThan(100_000);
    }

    @Test
    void shouldAllocateNothingForTradesAndWindowCloses() {
        final List<AggTrade> trades = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            final AggTrade trade = i % 2 == 0 ? make.buy("10.01", "1.5", 0) : make.sell("10.1", "1000.25", 0);
            trades.add(trade);
        }
        final long[] timeUs = {NOON_US};
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < trades.size(); i++) {
                        timeUs[0] += 7 * SECOND_US;
                        trades.get(i).tradeTimeUs = timeUs[0];
                        flow.onTrade(trades.get(i));
                    }
                }))
                .isZero();
        assertThat(report().lastClosed()).hasSize(4);
    }

    private OrderFlowReport report() {
        return flow.report(make.instrument("BTCUSDT"));
    }

    private Window sinceStart() {
        return report().sinceStart();
    }

    private Window current(final FlowWindow kind) {
        return report().current().get(kind.ordinal());
    }
}
