package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a person reads a trade. */
class TradeTextTest {
    @Test
    void shouldShowTheTakersSideThousandsAndADollarPrice() {
        assertThat(TradeText.of("BTCUSDT", trade(24_000, -8, 9_143_675_000_000L, -8, false)))
                .isEqualTo("BUY 0.000240 @ $91,436.75");
    }

    @Test
    void shouldTellTheSameInWords() {
        assertThat(TradeText.inWords("BTCUSDT", trade(24_000, -8, 9_143_675_000_000L, -8, false)))
                .isEqualTo("price $91,436.75, quantity 0.000240, BUY");
    }

    @Test
    void shouldSayThatTheTakerSoldWhereTheBuyerWasTheMaker() {
        assertThat(TradeText.of("BTCUSDT", trade(1, 0, 1, 0, true))).isEqualTo("SELL 1 @ $1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5                  | -8  | $0.00000005",
                "8125000000000001   | -8  | $81,250,000.00000001",
                "9223372036854775807| -2  | $92,233,720,368,547,758.07",
                "9223372036854775807| -18 | $9.223372036854775807"
            })
    void shouldKeepEveryDigitThatSaysSomething(final long mantissa, final int exponent, final String price) {
        assertThat(TradeText.of("BTCUSDT", trade(1, 0, mantissa, exponent, false)))
                .isEqualTo("BUY 1 @ " + price);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1234567 | 0 | $1,234,567", "912284 | -1 | $91,228.4", "999 | 0 | $999"})
    void shouldAddNoDigitThatTheWireDidNotHave(final long mantissa, final int exponent, final String price) {
        assertThat(TradeText.of("BTCUSD_PERP", trade(382, 0, mantissa, exponent, false)))
                .isEqualTo("BUY 382 @ " + price);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSDT",
                "BTCUSDC",
                "BTCFDUSD",
                "BTCTUSD",
                "BTCBUSD",
                "BTCDAI",
                "BTCUSD1",
                "BTCUSD_PERP",
                "BTCUSDT_270326"
            })
    void shouldWriteADollarSignWhereTheQuoteIsADollar(final String symbol) {
        assertThat(TradeText.of(symbol, trade(1, 0, 1, 0, false))).isEqualTo("BUY 1 @ $1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETHBTC", "BTCEUR", "USDTTRY", "USDCBRL", "BTCJPY", "USDT"})
    void shouldWriteNoSignWhereItIsNot(final String symbol) {
        assertThat(TradeText.of(symbol, trade(1, 0, 1, 0, false))).isEqualTo("BUY 1 @ 1");
    }

    private static AggTrade trade(
            final long quantity,
            final int quantityExponent,
            final long price,
            final int priceExponent,
            final boolean isBuyerMaker) {
        final AggTrade trade = new AggTrade();
        trade.quantityMantissa = quantity;
        trade.quantityExponent = quantityExponent;
        trade.priceMantissa = price;
        trade.priceExponent = priceExponent;
        trade.isBuyerMaker = isBuyerMaker;
        return trade;
    }
}
