package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aggtape.journal.Market;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated trades: their order, and their likeness to real ones. */
final class TradeGeneratorTest {
    private static final long SEED = Long.getLong("aggtape.seed", 20_261_123);
    private static final int MANY = 200_000;
    private static final String CAPTURE = "csv_derived/BTCUSDT-spot-aggTrades-20240808-derived.csv";

    private static GeneratedSupply supply(final Market market, final String symbol, final double intensity) {
        return new GeneratedSupply(new TradeGenerator(SymbolProfile.of(market, symbol), SEED, intensity));
    }

    /** Plays trades at exactly their due times. */
    private static TradeColumns play(final TradeSupply supply, final int count) {
        final TradeColumns trades = new TradeColumns();
        final TradeRow row = new TradeRow();
        for (int i = 0; i < count; i++) {
            supply.next(row, SampleTrades.START_MS * 1_000 + supply.nextTimeUs());
            trades.add(row);
        }
        return trades;
    }

    @Test
    void shouldMakeTheSameTradesFromTheSameSeed() {
        final TradeColumns one = play(supply(Market.SPOT, "BTCUSDT", 1), 1_000);
        final TradeColumns other = play(supply(Market.SPOT, "BTCUSDT", 1), 1_000);

        final TradeRow left = new TradeRow();
        final TradeRow right = new TradeRow();
        for (int i = 0; i < 1_000; i++) {
            one.read(i, left);
            other.read(i, right);
            assertThat(left).usingRecursiveComparison().isEqualTo(right);
        }
    }

    @ParameterizedTest
    @CsvSource({"SPOT,ETHUSDT", "USDM,BTCUSDT", "COINM,BTCUSD_PERP", "SPOT,PEPEUSDT"})
    void shouldMakeValidContiguousTrades(final Market market, final String symbol) {
        final TradeColumns trades = play(supply(market, symbol, 1), 20_000);
        final TradeRow row = new TradeRow();
        trades.read(0, row);
        long id = row.id;
        long last = row.firstTradeId - 1;
        long timeUs = 0;
        for (int i = 0; i < trades.size(); i++) {
            trades.read(i, row);
            assertThat(row.id).as("seed %d", SEED).isEqualTo(id++);
            assertThat(row.firstTradeId).isEqualTo(last + 1);
            assertThat(row.lastTradeId).isGreaterThanOrEqualTo(row.firstTradeId);
            assertThat(row.timeUs).isGreaterThanOrEqualTo(timeUs);
            assertThat(text(row.price, row.priceLength)).matches("[1-9][0-9]*(\\.[0-9]+)?|0\\.[0-9]*[1-9][0-9]*");
            assertThat(Double.parseDouble(text(row.quantity, row.quantityLength)))
                    .isPositive();
            last = row.lastTradeId;
            timeUs = row.timeUs;
        }
    }

    @Test
    void shouldKeepOnlyTheNewestForRest() {
        final GeneratedSupply supply = supply(Market.SPOT, "BTCUSDT", 1);
        play(supply, GeneratedSupply.KEPT + 1_000);

        assertThat(supply.begin()).isEqualTo(1_000);
        assertThat(supply.end()).isEqualTo(GeneratedSupply.KEPT + 1_000);
        final TradeRow row = new TradeRow();
        supply.read(supply.end() - 1, row);
        assertThat(row.id).isEqualTo(supply.idAt(supply.end() - 1));
        assertThat(supply.timeUsAt(supply.begin())).isLessThan(row.timeUs);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,0", "5,2,8,0.05000000", "123456,2,2,1234.56", "7,0,0,7", "100,0,0,100", "42,3,3,0.042"})
    void shouldWriteDecimals(final long value, final int scale, final int digits, final String text) {
        final byte[] bytes = new byte[40];

        assertThat(text(bytes, GeneratedSupply.decimal(bytes, value, scale, digits)))
                .isEqualTo(text);
    }

    @Test
    void shouldScaleItsRateByIntensity() {
        final GeneratedSupply calm = supply(Market.SPOT, "BTCUSDT", 1);
        final GeneratedSupply busy = supply(Market.SPOT, "BTCUSDT", 10);
        play(calm, 10_000);
        play(busy, 10_000);

        assertThat((double) calm.nextTimeUs() / busy.nextTimeUs()).isCloseTo(10, Percentage.withPercentage(1));
    }

    @Test
    void shouldStayNearItsStartingPrice() {
        final TradeGenerator generator = new TradeGenerator(SymbolProfile.of(Market.SPOT, "BTCUSDT"), SEED, 1);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 2_000_000; i++) {
            generator.next();
            least = Math.min(least, generator.priceTicks());
            most = Math.max(most, generator.priceTicks());
        }

        final long start = generator.profile().startTicks();
        assertThat(least).as("seed %d", SEED).isGreaterThan(start / 2);
        assertThat(most).as("seed %d", SEED).isLessThan(start * 2);
    }

    @Test
    void shouldHaveTheStatisticsOfTheCapture() {
        final Path file = Path.of(System.getProperty("aggtape.data", "../shared/data"), CAPTURE);
        Assumptions.assumeTrue(Files.exists(file), "no real trades at " + file);
        final TradeStatistics real =
                new TradeStatistics(CsvTrades.read(List.of(file.toString())).get("BTCUSDT"));
        final TradeStatistics made = new TradeStatistics(play(supply(Market.SPOT, "BTCUSDT", 1), MANY));

        final double priceRatio = 91_000 / 61_800.0;
        assertThat(made.perSecond()).as("seed %d", SEED).isCloseTo(real.perSecond(), Percentage.withPercentage(12));
        assertThat(made.ordersPerSecond()).isCloseTo(real.ordersPerSecond(), Percentage.withPercentage(8));
        for (final double part : new double[] {0.25, 0.5, 0.75, 0.9, 0.99}) {
            assertThat(made.gapMs(part) + 1).isCloseTo(real.gapMs(part) + 1, Percentage.withPercentage(15));
        }
        assertThat(made.gapLagOne()).isCloseTo(real.gapLagOne(), within(0.06));
        assertThat(made.sweepShare()).isCloseTo(real.sweepShare(), within(0.015));
        assertThat(made.meanOrderLength()).isCloseTo(real.meanOrderLength(), Percentage.withPercentage(10));
        assertThat(made.sameSideShare()).isCloseTo(real.sameSideShare(), within(0.03));
        assertThat(made.zeroStepShare()).isCloseTo(real.zeroStepShare(), within(0.03));
        for (final double part : new double[] {0.75, 0.9, 0.99}) {
            assertThat(made.step(part)).isCloseTo(priceRatio * real.step(part), Percentage.withPercentage(35));
        }
        for (final double part : new double[] {0.1, 0.5, 0.9, 0.99}) {
            assertThat(made.value(part)).isCloseTo(real.value(part), Percentage.withPercentage(25));
        }
        assertThat(made.meanTradeCount()).isCloseTo(real.meanTradeCount(), Percentage.withPercentage(8));
        assertThat(real.mostInASecond()).isEqualTo(597);
        assertThat(made.mostInASecond()).isBetween(200, 1_500);
    }

    private static String text(final byte[] bytes, final int length) {
        return new String(bytes, 0, length, UTF_8);
    }
}
