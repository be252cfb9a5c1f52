package io.aggtape.pipeline.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.FlowSeed;
import io.aggtape.pipeline.FlowTrades;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Bars} of every type and rule against {@link NaiveBars}: every bar, every field. */
class BarsPropertyTest {
    private static final long START_US = 1_723_161_254_087_896L;
    private static final int RUNS = 150;

    @ParameterizedTest
    @EnumSource(BarType.class)
    void shouldAgreeWithDecimalsOnRandomTrades(final BarType type) {
        FlowSeed.run(random -> {
            for (int i = 0; i < RUNS; i++) {
                final boolean isFine = i % 3 == 0;
                final BarConfig config = config(random, type, isFine);
                final List<AggTrade> trades = trades(random, random.nextInt(1, 120), isFine);
                assertThat(KeptBar.of(config, trades)).isEqualTo(NaiveBars.of(config, trades));
            }
        });
    }

    private static BarConfig config(final SplittableRandom random, final BarType type, final boolean isFine) {
        final boolean isTime = type == BarType.TIME;
        final boolean isVolume = type == BarType.VOLUME || type == BarType.QUOTE;
        final long sizeMantissa = switch (type) {
            case TIME -> random.nextLong(1_000_000, 20_000_000);
            case TICK -> random.nextLong(1, 40);
            case VOLUME -> isFine ? fineSize(random) : random.nextLong(50, 400);
            case QUOTE -> isFine ? fineSize(random) : random.nextLong(1_000, 8_000);
        };
        final int sizeExponent = !isVolume ? 0 : isFine ? -18 : -random.nextInt(2);
        final BarRules rules = new BarRules(
                random.nextBoolean() ? EmptyBars.FLAT : EmptyBars.SKIP,
                random.nextBoolean() ? Crossing.WHOLE : Crossing.SPLIT,
                CloseStamp.INCLUSIVE,
                BarRules.MICROSECONDS,
                isTime ? random.nextLong(sizeMantissa) : 0);
        return new BarConfig(type, sizeMantissa, sizeExponent, rules);
    }

    private static long fineSize(final SplittableRandom random) {
        return random.nextLong(100_000_000_000_000_000L, 4_000_000_000_000_000_000L);
    }

    /** @param isFine prices and quantities below 1 with up to 18 digits after the point, else those of a market. */
    private static List<AggTrade> trades(final SplittableRandom random, final int count, final boolean isFine) {
        final FlowTrades make = new FlowTrades();
        final List<AggTrade> trades = new ArrayList<>();
        long timeUs = START_US;
        for (int i = 0; i < count; i++) {
            timeUs += random.nextInt(8) == 0 ? random.nextLong(-20_000_000, 60_000_000) : random.nextLong(400_000);
            final AggTrade trade = make.trade(make.instrument("XUSDT"), "1", "1", timeUs, random.nextBoolean());
            trade.lastTradeId = trade.firstTradeId + random.nextInt(4);
            trade.priceMantissa = isFine ? random.nextLong(1, 1_000_000_000_000_000_000L) : random.nextLong(100, 120);
            trade.priceExponent = isFine ? -18 : -random.nextInt(3);
            trade.quantityMantissa = isFine ? random.nextLong(1_000_000_000_000_000_000L) : random.nextLong(0, 50);
            trade.quantityExponent = isFine ? -18 : -random.nextInt(4);
            if (random.nextInt(25) == 0) {
                trade.firstTradeId = -1;
                trade.lastTradeId = -1;
            }
            trades.add(trade);
        }
        return trades;
    }
}
