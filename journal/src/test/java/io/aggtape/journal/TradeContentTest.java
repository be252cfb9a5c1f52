package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TradeContentTest {
    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldTakeATimeInMillisecondsForTheSame() {
        assertThat(TradeContent.isSameTime(1_795_348_800_000_123L, 1_795_348_800_000_000L))
                .isTrue();
        assertThat(TradeContent.isSameTime(1_795_348_800_000_000L, 1_795_348_800_000_999L))
                .isTrue();
        assertThat(TradeContent.isSameTime(1_795_348_800_000_123L, 1_795_348_800_000_124L))
                .isFalse();
        assertThat(TradeContent.isSameTime(1_795_348_800_001_000L, 1_795_348_800_000_999L))
                .isFalse();
        assertThat(TradeContent.isSameTime(-1, 0)).isFalse();
    }

    @Test
    void shouldTakeDecimalsAsNumbers() {
        assertThat(TradeContent.isSameDecimal(9_123_400, -2, 91_234, 0)).isTrue();
        assertThat(TradeContent.isSameDecimal(9_123_401, -2, 91_234, 0)).isFalse();
    }

    @Test
    void shouldTellADifferenceInEachFieldAndNotHowACopyCame() {
        final List<Consumer<AggTrade>> changes = List.of(
                trade -> trade.firstTradeId--,
                trade -> trade.lastTradeId++,
                trade -> trade.isBuyerMaker = !trade.isBuyerMaker,
                trade -> trade.tradeTimeUs++,
                trade -> trade.priceMantissa++,
                trade -> trade.quantityExponent--);
        for (final Consumer<AggTrade> change : changes) {
            final AggTrade other = Tapes.trade(instrument, 11);
            change.accept(other);
            assertThat(TradeContent.isSame(Tapes.trade(instrument, 11), other)).isFalse();
        }
        final AggTrade copy = Tapes.trade(instrument, 11);
        copy.source = TradeSource.REST;
        copy.receiveTimeNs++;
        assertThat(TradeContent.isSame(Tapes.trade(instrument, 11), copy)).isTrue();
    }
}
