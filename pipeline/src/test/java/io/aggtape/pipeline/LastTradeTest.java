package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.AggTrade;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LastTradeTest {
    private static final int READINGS = 300_000;

    @Test
    void shouldReadZerosBeforeTheFirstTrade() {
        final LastTrade last = new LastTrade(new FlowTrades().instrument("BTCUSDT"));

        assertThat(last.read()).isEqualTo(new LastTrade.Reading(0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldNeverReadHalfATradeWhileAnotherThreadWrites() throws InterruptedException {
        final FlowTrades make = new FlowTrades();
        final AggTrade trade = make.buy("1.00", "1", 1);
        final LastTrade last = new LastTrade(trade.instrument);
        final AtomicBoolean isEnough = new AtomicBoolean();
        final Thread writer = new Thread(() -> {
            for (long i = 1; !isEnough.get(); i++) {
                trade.id = i;
                trade.priceMantissa = 7 * i;
                trade.priceExponent = -(int) (i % 19);
                trade.tradeTimeUs = 3 * i;
                trade.isBuyerMaker = i % 2 == 0;
                last.write(trade);
            }
        });
        writer.start();
        try {
            await().until(() -> last.read().recordCount() > 0);
            for (int n = 0; n < READINGS; n++) {
                final LastTrade.Reading reading = last.read();
                final long i = reading.recordCount();
                assertThat(reading).isEqualTo(new LastTrade.Reading(i, (i + 1) / 2, i, 7 * i, (int) -(i % 19), 3 * i));
            }
        } finally {
            isEnough.set(true);
            writer.join();
        }
    }

    @Test
    void shouldGiveTheLastPrice() {
        final AggTrade trade = new FlowTrades().buy("61837.63", "1", 1);
        final LastTrade last = new LastTrade(trade.instrument);
        last.write(trade);

        assertThat(last.read().price()).isEqualByComparingTo("61837.63");
    }
}
