package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import org.junit.jupiter.api.Test;

class RecentTradesTest {
    private final Instruments instruments = new Instruments();
    private final RecentTrades recent = new RecentTrades();

    @Test
    void shouldFindTheSameContentWhateverTheTrailingZeros() {
        recent.remember(trade(7, 9_123_400, -2));
        assertThat(recent.match(trade(7, 91_234, 0))).isEqualTo(RecentTrades.Match.SAME);
    }

    @Test
    void shouldTellADifferenceInEachField() {
        recent.remember(trade(7, 91_234, 0));
        final AggTrade price = trade(7, 91_235, 0);
        final AggTrade quantity = trade(7, 91_234, 0);
        quantity.quantityMantissa++;
        final AggTrade first = trade(7, 91_234, 0);
        first.firstTradeId--;
        final AggTrade last = trade(7, 91_234, 0);
        last.lastTradeId++;
        final AggTrade time = trade(7, 91_234, 0);
        time.tradeTimeUs++;
        final AggTrade side = trade(7, 91_234, 0);
        side.isBuyerMaker = !side.isBuyerMaker;
        for (final AggTrade other : new AggTrade[] {price, quantity, first, last, time, side}) {
            assertThat(recent.match(other)).isEqualTo(RecentTrades.Match.DIFFERENT);
        }
    }

    @Test
    void shouldTakeATimeInMillisecondsForTheSame() {
        final AggTrade coarse = trade(7, 91_234, 0);
        coarse.tradeTimeUs = coarse.tradeTimeUs / 1_000 * 1_000;
        recent.remember(trade(7, 91_234, 0));
        assertThat(recent.match(coarse)).isEqualTo(RecentTrades.Match.SAME);
    }

    @Test
    void shouldKeepInstrumentsApart() {
        recent.remember(trade(7, 91_234, 0));
        final AggTrade other = trade(7, 91_234, 0);
        other.instrument = instruments.intern(Market.SPOT, "ETHUSDT");
        assertThat(recent.match(other)).isEqualTo(RecentTrades.Match.UNKNOWN);
    }

    @Test
    void shouldReachFurtherBackAfterACopyThatCameTooLate() {
        for (long id = 0; id < 300; id++) {
            recent.remember(trade(id, id, 0));
        }
        assertThat(recent.match(trade(0, 0, 0))).isEqualTo(RecentTrades.Match.UNKNOWN);
        for (long id = 300; id < 600; id++) {
            recent.remember(trade(id, id, 0));
        }
        assertThat(recent.match(trade(100, 100, 0))).isEqualTo(RecentTrades.Match.SAME);
    }

    @Test
    void shouldNotForgetANewTradeForAnOldOne() {
        recent.remember(trade(300, 1, 0));
        recent.remember(trade(300 - 256, 2, 0));
        assertThat(recent.match(trade(300, 1, 0))).isEqualTo(RecentTrades.Match.SAME);
    }

    private AggTrade trade(final long id, final long priceMantissa, final int priceExponent) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instruments.intern(Market.SPOT, "BTCUSDT");
        trade.id = id;
        trade.firstTradeId = id * 2;
        trade.lastTradeId = id * 2 + 1;
        trade.priceMantissa = priceMantissa;
        trade.priceExponent = priceExponent;
        trade.quantityMantissa = 5;
        trade.quantityExponent = -3;
        trade.tradeTimeUs = 1_795_348_800_000_123L;
        return trade;
    }
}
