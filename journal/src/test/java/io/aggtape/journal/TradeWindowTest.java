package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TradeWindowTest {
    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void shouldAlwaysGiveTheFirstOfWhatItHolds() {
        final Instruments instruments = new Instruments();
        final PriorityQueue<AggTrade> expected = new PriorityQueue<>(ExchangeOrder.INSTANCE);
        final TradeWindow window = new TradeWindow();
        long id = 0;
        for (int i = 0; i < 50_000; i++) {
            if (expected.isEmpty() || random.nextInt(100) < (i / 5_000 % 2 == 0 ? 60 : 40)) {
                final Instrument instrument = instruments.intern(Market.SPOT, "S" + random.nextInt(5));
                final AggTrade trade = Tapes.trade(instrument, ++id);
                trade.tradeTimeUs = id / 3 - (random.nextInt(4) == 0 ? random.nextInt(300) : 0);
                expected.add(trade);
                window.add(trade, instrument);
            } else {
                assertThat(CollectingListener.describe(window.first()))
                        .as(Seeds.describe(seed))
                        .isEqualTo(CollectingListener.describe(expected.remove()));
                window.removeFirst();
            }
            assertThat(window.size()).as(Seeds.describe(seed)).isEqualTo(expected.size());
        }
    }
}
