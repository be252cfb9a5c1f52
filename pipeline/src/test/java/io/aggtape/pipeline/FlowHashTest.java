package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;
import io.aggtape.pipeline.OrderFlowReport.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowHashTest {
    private static final long START_US = 1_723_161_254_087_896L;

    private final Instruments instruments = new Instruments();

    @Test
    void shouldBeTheSameOnEveryMachineAndJdk() {
        final List<AggTrade> trades = new ArrayList<>();
        final Random random = new Random(20_261_123);
        for (int i = 0; i < 5_000; i++) {
            final AggTrade trade = trade(i % 3 == 0 ? "ETHUSDT" : "BTCUSDT", i, START_US + i * 37_000L);
            trade.priceMantissa = 9_000_000 + random.nextInt(100_000);
            trade.quantityMantissa = 1 + random.nextInt(1_000_000);
            trade.isBuyerMaker = random.nextBoolean();
            trades.add(trade);
        }

        final FlowHashes hashes = hashes(trades);

        assertThat(hashes.symbols()).extracting(FlowHash::hex).containsExactly("7fc6ba36c71e0372", "729b46182890173f");
        assertThat(hashes.symbols()).extracting(FlowHash::closedWindows).containsExactly(207L, 207L);
        assertThat(hashes.hex()).isEqualTo("c2764dfc7a4eeb0f");
    }

    @Test
    void shouldChainEveryWindowThatClosesAsItsReportHasIt() {
        FlowSeed.run(random -> {
            final OrderFlow flow = new OrderFlow(OrderFlowConfig.ofLargeTrade("90000.5"));
            final Map<FlowWindow, Window> seen = new EnumMap<>(FlowWindow.class);
            final WindowContent content = new WindowContent();
            final List<AggTrade> trades = trades(random, 400, "BTCUSDT");
            content.start(0);
            content.put(trades.get(0).instrument);
            long chain = content.hash();
            long closes = 0;
            for (final AggTrade trade : trades) {
                flow.onTrade(trade);
                for (final Window closed : flow.reports().get(0).lastClosed()) {
                    if (!closed.equals(seen.put(closed.kind(), closed))) {
                        chain = next(content, chain, closed);
                        closes++;
                    }
                }
            }
            final OrderFlowReport report = flow.reports().get(0);
            for (final Window open : report.current()) {
                chain = next(content, chain, open);
            }
            content.start(next(content, chain, report.sinceStart()));
            content.putLong(closes);
            content.putLong(report.placeholderCount());
            assertThat(flow.hashes().symbols())
                    .containsExactly(new FlowHash(Market.SPOT, "BTCUSDT", closes, content.hash()));
        });
    }

    @Test
    void shouldNotDependOnTheDigitsThatMakeNoDifference() {
        FlowSeed.run(random -> {
            final List<AggTrade> trades = trades(random, 300, "BTCUSDT");
            final FlowHashes expected = hashes(trades);
            for (final AggTrade trade : trades) {
                final int priceDigits = random.nextInt(3);
                trade.priceMantissa *= Decimals.powerOfTen(priceDigits);
                trade.priceExponent -= priceDigits;
                final int quantityDigits = random.nextInt(5);
                trade.quantityMantissa *= Decimals.powerOfTen(quantityDigits);
                trade.quantityExponent -= quantityDigits;
            }
            assertThat(hashes(trades)).isEqualTo(expected);
        });
    }

    @Test
    void shouldNotDependOnHowTheTradesOfSymbolsAreInterleaved() {
        FlowSeed.run(random -> {
            final List<AggTrade> first = trades(random, 200, "BTCUSDT");
            final List<AggTrade> second = trades(random, 200, "ETHUSDT");
            final List<AggTrade> oneAfterTheOther = new ArrayList<>(second);
            oneAfterTheOther.addAll(first);
            final List<AggTrade> mixed = new ArrayList<>();
            for (int i = 0, j = 0; i < first.size() || j < second.size(); ) {
                final boolean isFirst = j == second.size() || i < first.size() && random.nextBoolean();
                mixed.add(isFirst ? first.get(i++) : second.get(j++));
            }
            assertThat(hashes(mixed)).isEqualTo(hashes(oneAfterTheOther));
            assertThat(hashes(mixed).all()).isEqualTo(hashes(oneAfterTheOther).all());
        });
    }

    @ParameterizedTest
    @MethodSource("changes")
    void shouldChangeWithOneTrade(final Consumer<AggTrade> change) {
        FlowSeed.run(random -> {
            final List<AggTrade> trades = trades(random, 300, "BTCUSDT");
            final FlowHashes before = hashes(trades);
            AggTrade changed = trades.get(random.nextInt(trades.size()));
            while (changed.isPlaceholder()) {
                changed = trades.get(random.nextInt(trades.size()));
            }
            change.accept(changed);
            assertThat(hashes(trades).all()).isNotEqualTo(before.all());
        });
    }

    private static Stream<Consumer<AggTrade>> changes() {
        return Stream.of(
                trade -> trade.priceMantissa++,
                trade -> trade.quantityMantissa++,
                trade -> trade.isBuyerMaker = !trade.isBuyerMaker,
                trade -> trade.lastTradeId++,
                // Later: one that is late for every window counts the same however late it is.
                trade -> trade.tradeTimeUs += 3_600_000_000L,
                trade -> {
                    trade.firstTradeId = -1;
                    trade.lastTradeId = -1;
                });
    }

    @Test
    void shouldTellSymbolsAndMarketsApart() {
        final long btc = hashes(List.of(trade("BTCUSDT", 1, START_US))).all();
        final AggTrade other = trade("BTCUSDT", 1, START_US);
        other.instrument = instruments.intern(Market.USDM, "BTCUSDT");

        assertThat(hashes(List.of(trade("BTCUSDC", 1, START_US))).all()).isNotEqualTo(btc);
        assertThat(hashes(List.of(other)).all()).isNotEqualTo(btc);
    }

    @Test
    void shouldPrintALineASymbolAndOneOverAll() {
        final FlowHashes hashes = hashes(List.of(trade("ETHUSDT", 1, START_US), trade("BTCUSDT", 1, START_US)));

        assertThat(hashes.format().lines())
                .hasSize(4)
                .anyMatch(line ->
                        line.matches("spot:BTCUSDT +" + hashes.symbols().get(0).hex() + " +0"))
                .anyMatch(line -> line.matches("all +" + hashes.hex() + " +0"));
        assertThat(hashes.toMaps().get(2))
                .containsEntry("flowHash", hashes.hex())
                .containsEntry("symbols", 2);
        assertThat(FlowHash.hex(0xAB)).isEqualTo("00000000000000ab");
    }

    private static long next(final WindowContent content, final long chain, final Window window) {
        content.start(chain);
        content.put(window);
        return content.hash();
    }

    private static FlowHashes hashes(final List<AggTrade> trades) {
        final OrderFlow flow = new OrderFlow(OrderFlowConfig.DEFAULT);
        trades.forEach(flow::onTrade);
        return flow.hashes();
    }

    private List<AggTrade> trades(final SplittableRandom random, final int count, final String symbol) {
        final List<AggTrade> trades = new ArrayList<>();
        long timeUs = START_US;
        for (int i = 0; i < count; i++) {
            timeUs += random.nextInt(10) == 0 ? -random.nextLong(30_000_000) : random.nextLong(5_000_000);
            final AggTrade trade = trade(symbol, i, timeUs);
            trade.priceMantissa = random.nextLong(1, 1L << random.nextInt(2, 40));
            trade.priceExponent = -random.nextInt(9);
            trade.quantityMantissa = random.nextLong(1, 1L << random.nextInt(2, 40));
            trade.quantityExponent = -random.nextInt(9);
            trade.isBuyerMaker = random.nextBoolean();
            if (random.nextInt(30) == 0) {
                trade.firstTradeId = -1;
                trade.lastTradeId = -1;
            }
            trades.add(trade);
        }
        return trades;
    }

    private AggTrade trade(final String symbol, final long id, final long timeUs) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instruments.intern(Market.SPOT, symbol);
        trade.id = id;
        trade.firstTradeId = 2 * id;
        trade.lastTradeId = 2 * id + id % 2;
        trade.priceMantissa = 9_123_456;
        trade.priceExponent = -2;
        trade.quantityMantissa = 1;
        trade.quantityExponent = -5;
        trade.tradeTimeUs = timeUs;
        trade.source = TradeSource.LINE_A;
        return trade;
    }
}
