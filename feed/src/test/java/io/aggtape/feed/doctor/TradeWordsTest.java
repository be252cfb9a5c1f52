package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import org.junit.jupiter.api.Test;

final class TradeWordsTest {
    @Test
    void shouldTellATradeInTheOldShape() {
        final AggTrade trade = trade(9_143_675_000_000L, -8, 24_000, -8, false);
        trade.id = 3_802_565_625L;

        assertThat(TradeWords.first("BTCUSDT", trade))
                .isEqualTo("BTCUSDT: first trade id 3802565625, price $91,436.75, quantity 0.000240, BUY");
    }

    @Test
    void shouldCallItASaleWhereTheBuyerWasTheMaker() {
        assertThat(TradeWords.of("BTCUSDT", trade(1, 0, 1, 0, true))).endsWith(", SELL");
    }

    @Test
    void shouldKeepEveryDigitThatSaysSomething() {
        assertThat(TradeWords.of("PEPEBTC", trade(12, -8, 8_125_000_000_000_001L, -8, false)))
                .isEqualTo("price 0.00000012, quantity 81,250,000.00000001, BUY");
    }

    @Test
    void shouldAddNoDigitThatTheWireDidNotHave() {
        assertThat(TradeWords.of("BTCUSD_PERP", trade(912_284, -1, 382, 0, true)))
                .isEqualTo("price $91,228.4, quantity 382, SELL");
    }

    private static AggTrade trade(
            final long price,
            final int priceExponent,
            final long quantity,
            final int quantityExponent,
            final boolean m) {
        final AggTrade trade = new AggTrade();
        trade.priceMantissa = price;
        trade.priceExponent = priceExponent;
        trade.quantityMantissa = quantity;
        trade.quantityExponent = quantityExponent;
        trade.isBuyerMaker = m;
        return trade;
    }
}
