package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Market;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link OrderFlow} against {@link NaiveOrderFlow}: every window, every field. */
class OrderFlowOracleTest {
    private static final long START_US = 1_723_161_254_087_896L;

    @Test
    void shouldAgreeWithBigDecimalOnRandomTrades() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 60; i++) {
                runRandomTrades(random, random.nextInt(1, 300), i % 3 == 0);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "csv_derived/BTCUSDT-spot-aggTrades-20230405-derived.csv, SPOT, 10000",
        "csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv, SPOT, 61837.63",
        "csv_derived/BTCUSD_PERP-cm-aggTrades-20240808-derived.csv, COINM, 618048",
        "csv_derived/TRXUSDT-usdm-aggTrades-20250304-derived.csv, USDM, 1000.0001",
        "csv/BTCUSDT-spot-aggTrades-gct.csv, SPOT, 500",
    })
    void shouldAgreeWithBigDecimalOnRealTrades(final String file, final Market market, final String threshold) {
        final Path csv = Path.of(System.getProperty("aggtape.data", "../../shared/data"), file);
        assumeTrue(Files.exists(csv), () -> csv + " is not here: set -Daggtape.data");
        final FlowTrades made = new FlowTrades();
        final Instrument instrument = made.instruments.intern(market, "REAL");
        final List<AggTrade> trades = made.read(csv, instrument);
        final OrderFlow flow = new OrderFlow(OrderFlowConfig.ofLargeTrade(threshold));
        final NaiveOrderFlow naive = new NaiveOrderFlow(new BigDecimal(threshold));

        for (int i = 0; i < trades.size(); i++) {
            flow.onTrade(trades.get(i));
            naive.onTrade(trades.get(i));
            if (i % 499 == 0 || i == trades.size() - 1) {
                assertThat(flow.report(instrument)).isEqualTo(naive.report());
            }
        }
        assertThat(trades).hasSizeGreaterThan(900);
    }

    /** @param isWild mantissas and exponents of any size, else those of a market. */
    private static void runRandomTrades(final SplittableRandom random, final int count, final boolean isWild) {
        final FlowTrades made = new FlowTrades();
        final Instrument instrument = made.instrument("XUSDT");
        final OrderFlowConfig config = new OrderFlowConfig(random.nextLong(1, 1_000_000), -random.nextInt(0, 19));
        final OrderFlow flow = new OrderFlow(config);
        final NaiveOrderFlow naive =
                new NaiveOrderFlow(BigDecimal.valueOf(config.largeTradeMantissa(), -config.largeTradeExponent()));
        long timeUs = START_US;
        for (int i = 0; i < count; i++) {
            timeUs += step(random);
            final AggTrade trade = made.trade(instrument, "1", "1", timeUs, random.nextBoolean());
            trade.lastTradeId = trade.firstTradeId + random.nextInt(5);
            trade.priceMantissa = isWild ? random.nextLong() >>> random.nextInt(1, 64) : random.nextLong(100, 120);
            trade.priceExponent = isWild ? -random.nextInt(19) : -random.nextInt(3);
            trade.quantityMantissa = isWild ? random.nextLong() >>> random.nextInt(1, 64) : random.nextLong(0, 50);
            trade.quantityExponent = isWild ? -random.nextInt(19) : -random.nextInt(4);
            if (i > 0 && random.nextInt(20) == 0) {
                trade.firstTradeId = -1;
                trade.lastTradeId = -1;
            }
            flow.onTrade(trade);
            naive.onTrade(trade);
            if (i == count - 1 || random.nextInt(10) == 0) {
                assertThat(flow.report(instrument)).isEqualTo(naive.report());
                assertThat(flow.report(instrument).format())
                        .isEqualTo(naive.report().format());
            }
        }
    }

    /** Mostly within a window, sometimes past several, sometimes back. */
    private static long step(final SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> -random.nextLong(3_000_000);
            case 1 -> -random.nextLong(100_000_000) / 2;
            case 2 -> random.nextLong(20_000_000);
            case 3 -> random.nextLong(200_000_000);
            default -> random.nextLong(400_000);
        };
    }
}
