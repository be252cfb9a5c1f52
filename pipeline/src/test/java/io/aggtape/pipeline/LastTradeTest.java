package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import org.junit.jupiter.api.Test;

class LastTradeTest {
    private static final int TRADES = 300_000;

    @Test
    void shouldReadZerosBeforeTheFirstTrade() {
        final LastTrade last = new LastTrade(new FlowTrades().instrument("BTCUSDT"));

        assertThat(last.read()).isEqualTo(new LastTrade.Reading(0, 0, 0, 0, 0));
    }

    @Test
    void shouldNeverReadHalfATradeWhileAnotherThreadWrites() throws InterruptedException {
        final FlowTrades make = new FlowTrades();
        final AggTrade trade = make.buy("1.00", "1", 1);
        final LastTrade last = new LastTrade(trade.instrument);
        final Thread writer = new Thread(() -> {
            for (int i = 1; i <= TRADES; i++) {
                trade.id = i;
                trade.priceMantissa = 7L * i;
                trade.priceExponent = -(i % 19);
                trade.tradeTimeUs = 3L * i;
                last.write(trade);
            }
        });
        writer.start();
        LastTrade.Reading reading = last.read();
        while (reading.recordCount() < TRADES) {
            final long i = reading.recordCount();
            assertThat(reading).isEqualTo(new LastTrade.Reading(i, i, 7 * i, (int) -(i % 19), 3 * i));
            reading = last.read();
        }
        writer.join();
        assertThat(reading.price()).isEqualByComparingTo(java.math.BigDecimal.valueOf(7L * TRADES, TRADES % 19));
    }
}
