package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeHistoryTest {
    private static final int CAPACITY = 8;
    private static final int CONCURRENT_QUERIES = 300_000;

    private final FlowTrades make = new FlowTrades();
    private final TradeHistory history = new TradeHistory(CAPACITY);
    private final AggTrade[] into = new AggTrade[20];

    @Test
    void shouldKnowNothingOfASymbolThatHasNotTraded() {
        assertThat(history.latest(Market.SPOT, "BTCUSDT", into, 5)).isZero();
        assertThat(history.latest(Market.SPOT, "BTCUSDT", new AggTrade())).isFalse();
        assertThat(history.tradesSeen(Market.SPOT, "BTCUSDT")).isZero();
    }

    @Test
    void shouldGiveTheNewestFirst() {
        addTrades(3);

        assertThat(history.latest(Market.SPOT, "BTCUSDT", into, 2)).isEqualTo(2);
        assertThat(into[0].id).isEqualTo(3);
        assertThat(into[1].id).isEqualTo(2);
        assertThat(into[2]).isNull();
    }

    @Test
    void shouldKeepAsManyAsItsCapacity() {
        addTrades(21);

        assertThat(history.latest(Market.SPOT, "BTCUSDT", into, 20)).isEqualTo(CAPACITY);
        assertThat(into[CAPACITY - 1].id).isEqualTo(21 - CAPACITY + 1);
        assertThat(history.tradesSeen(Market.SPOT, "BTCUSDT")).isEqualTo(21);
    }

    @Test
    void shouldFillTheTradesThatItIsGiven() {
        addTrades(1);
        final AggTrade mine = new AggTrade();
        into[0] = mine;

        assertThat(history.latest(Market.SPOT, "BTCUSDT", into, 1)).isEqualTo(1);
        assertThat(into[0]).isSameAs(mine);
        assertThat(mine.id).isEqualTo(1);
    }

    @Test
    void shouldTellMarketsApart() {
        history.onTrade(make.trade(make.instruments.intern(Market.USDM, "BTCUSDT"), "1", "1", 1, true));

        assertThat(history.latest(Market.SPOT, "BTCUSDT", into, 1)).isZero();
        assertThat(history.latest(Market.USDM, "BTCUSDT", into[0] = new AggTrade()))
                .isTrue();
    }

    @Test
    void shouldKeepEveryFieldOfAnyTrade() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 10_000; i++) {
                final AggTrade trade = anyTrade(random);
                history.onTrade(trade);
                final AggTrade copy = new AggTrade();
                assertThat(history.latest(Market.SPOT, trade.instrument.symbol(), copy))
                        .isTrue();
                assertThat(copy).usingRecursiveComparison().isEqualTo(trade);
            }
        });
    }

    /** A capacity of 1 has the writer in the very row that is read; a wide one gives runs of several trades. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 1024})
    void shouldGiveWholeTradesInOneRunWhileAnotherThreadWrites(final int capacity) throws InterruptedException {
        final TradeHistory shared = new TradeHistory(capacity);
        final AtomicBoolean isEnough = new AtomicBoolean();
        final Thread writer = new Thread(() -> writeUntil(isEnough, shared));
        writer.start();
        try {
            await().until(() -> shared.tradesSeen(Market.SPOT, "BTCUSDT") > 0);
            long newest = 0;
            for (int n = 0; n < CONCURRENT_QUERIES; n++) {
                final int count = shared.latest(Market.SPOT, "BTCUSDT", into, 4);
                for (int i = 0; i < count; i++) {
                    assertWhole(into[i], into[0].id - i);
                }
                if (count > 0) {
                    assertThat(into[0].id).isGreaterThanOrEqualTo(newest);
                    newest = into[0].id;
                }
            }
            assertThat(newest).isPositive();
        } finally {
            isEnough.set(true);
            writer.join();
        }
    }

    @Test
    void shouldAllocateNothingAfterTheFirstTradeOfASymbol() {
        final AggTrade trade = make.buy("1.5", "2", 1);
        final AggTrade copy = new AggTrade();
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        history.onTrade(trade);
                        history.latest(Market.SPOT, "BTCUSDT", copy);
                    }
                }))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 3, 1 << 25})
    void shouldRefuseACapacityThatIsNoPowerOfTwo(final int capacity) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TradeHistory(capacity));
    }

    private void addTrades(final int count) {
        for (int i = 0; i < count; i++) {
            history.onTrade(make.buy("1", "1", i));
        }
    }

    private void writeUntil(final AtomicBoolean isEnough, final TradeHistory shared) {
        final AggTrade trade = make.buy("1", "1", 1);
        for (long i = 1; !isEnough.get(); i++) {
            trade.id = i;
            trade.firstTradeId = 2 * i;
            trade.lastTradeId = 3 * i;
            trade.priceMantissa = 5 * i;
            trade.priceExponent = -(int) (i % 19);
            trade.receiveTimeNs = 7 * i;
            shared.onTrade(trade);
        }
    }

    private static void assertWhole(final AggTrade trade, final long i) {
        if (trade.id != i
                || trade.firstTradeId != 2 * i
                || trade.lastTradeId != 3 * i
                || trade.priceMantissa != 5 * i
                || trade.priceExponent != -(i % 19)
                || trade.receiveTimeNs != 7 * i) {
            throw new AssertionError("not trade " + i + ": " + trade);
        }
    }

    private AggTrade anyTrade(final SplittableRandom random) {
        final AggTrade trade =
                make.trade(make.instrument("X" + random.nextInt(100)), "1", "1", 1, random.nextBoolean());
        trade.id = random.nextLong();
        trade.firstTradeId = random.nextLong();
        trade.lastTradeId = random.nextLong();
        trade.priceMantissa = random.nextLong();
        trade.priceExponent = -random.nextInt(19);
        trade.quantityMantissa = random.nextLong();
        trade.quantityExponent = -random.nextInt(19);
        trade.hasNormalQuantity = random.nextBoolean();
        trade.normalQuantityMantissa = random.nextLong();
        trade.normalQuantityExponent = -random.nextInt(19);
        trade.tradeTimeUs = random.nextLong();
        trade.eventTimeUs = random.nextLong();
        trade.bestMatch = random.nextInt(-1, 2);
        trade.symbolType = random.nextInt(-1, 128);
        trade.source = random.nextInt(5) == 0 ? null : TradeSource.ofCode(random.nextInt(4));
        trade.line = random.nextInt(65_536);
        trade.receiveTimeNs = random.nextLong();
        return trade;
    }
}
