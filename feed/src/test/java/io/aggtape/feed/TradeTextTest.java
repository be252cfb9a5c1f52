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
        assertThat(TradeText.of("BTCUSDT", trade(240, -6, 9_143_675, -2, false)))
                .isEqualTo("BUY 0.000240 @ $91,436.75");
    }

    @Test
    void shouldSayThatTheTakerSoldWhereTheBuyerWasTheMaker() {
        assertThat(TradeText.of("BTCUSDT", trade(1, 0, 1, 0, true))).isEqualTo("SELL 1 @ $1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9143675000000      | -8  | $91,436.75000000",
                "5                  | -8  | $0.00000005",
                "1234567            | 0   | $1,234,567",
                "999                | 0   | $999",
                "9223372036854775807| -2  | $92,233,720,368,547,758.07",
                "9223372036854775807| -18 | $9.223372036854775807"
            })
    void shouldKeepEveryDigitOfTheWire(final long mantissa, final int exponent, final String text) {
        assertThat(TradeText.price("BTCUSDT", mantissa, exponent)).isEqualTo(text);
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
        assertThat(TradeText.price(symbol, 1, 0)).isEqualTo("$1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETHBTC", "BTCEUR", "USDTTRY", "USDCBRL", "BTCJPY", "USDT"})
    void shouldWriteNoSignWhereItIsNot(final String symbol) {
        assertThat(TradeText.price(symbol, 1, 0)).isEqualTo("1");
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
