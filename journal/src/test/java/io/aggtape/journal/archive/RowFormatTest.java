package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.Seeds;
import io.aggtape.journal.TradeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RowFormatTest {
    @Test
    void shouldWriteSpotAsBinanceDoesSince2025() {
        assertThat(csv(ExportTimeUnit.AUTO, trade(Market.SPOT, "BTCUSDT", 1_795_348_800_122_431L)))
                .isEqualTo("4102773501,91234.56000000,0.01250000,6590112040,6590112042,1795348800122431,False,True\n");
    }

    @Test
    void shouldWriteSpotAsBinanceDidBefore2025() {
        assertThat(csv(ExportTimeUnit.AUTO, trade(Market.SPOT, "BTCUSDT", 1_735_689_599_999_000L)))
                .isEqualTo("4102773501,91234.56000000,0.01250000,6590112040,6590112042,1735689599999,False,True\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = Market.class,
            names = {"USDM", "COINM"})
    void shouldWriteFuturesAsBinanceDoes(final Market market) {
        assertThat(csv(ExportTimeUnit.AUTO, trade(market, "BTCUSD_PERP", 1_795_348_800_122_000L)))
                .isEqualTo("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n"
                        + "4102773501,91234.56,0.0125,6590112040,6590112042,1795348800122,false\n");
    }

    @Test
    void shouldNotCutATimeUnasked() {
        final AggTrade fine = trade(Market.SPOT, "BTCUSDT", 1_735_689_599_999_431L);
        assertThatThrownBy(() -> csv(ExportTimeUnit.AUTO, fine))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("4102773501", "--time-unit us");
        assertThat(csv(ExportTimeUnit.MS, fine)).contains(",1735689599999,");
        assertThat(csv(ExportTimeUnit.US, fine)).contains(",1735689599999431,");
    }

    @Test
    void shouldWriteAPlaceholderAsBinanceDoes() {
        final AggTrade placeholder = trade(Market.SPOT, "BTCUSDT", 1_516_000_000_000_000L);
        placeholder.firstTradeId = -1;
        placeholder.lastTradeId = -1;
        placeholder.priceMantissa = 0;
        placeholder.quantityMantissa = 0;
        assertThat(csv(ExportTimeUnit.AUTO, placeholder))
                .isEqualTo("4102773501,0.00000000,0.00000000,-1,-1,1516000000000,False,True\n");
        assertThat(text(new TardisRows(), placeholder)).doesNotContain("4102773501");
        assertThat(text(new HftBacktestRows(), placeholder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SPOT, binance", "USDM, binance-futures", "COINM, binance-delivery"})
    void shouldWriteTardis(final Market market, final String exchange) {
        assertThat(text(new TardisRows(), trade(market, "BTCUSDT", 1_795_348_800_122_431L)))
                .isEqualTo("exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" + exchange
                        + ",BTCUSDT,1795348800122431,1795348800123456,4102773501,buy,91234.56,0.0125\n");
    }

    @Test
    void shouldWriteALineThatHftbacktestsConverterReads() {
        assertThat(text(new HftBacktestRows(), trade(Market.USDM, "BTCUSDT", 1_795_348_800_122_000L)))
                .isEqualTo("1795348800123456789 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\","
                        + "\"E\":1795348800123,\"T\":1795348800122,\"s\":\"BTCUSDT\",\"t\":4102773501,"
                        + "\"p\":\"91234.56\",\"q\":\"0.0125\",\"X\":\"MARKET\",\"m\":false}}\n");
    }

    @Test
    void shouldWriteJson() {
        assertThat(text(new JsonRows(), trade(Market.SPOT, "币安人生USDT", 1_795_348_800_122_431L)))
                .isEqualTo("{\"market\":\"spot\",\"s\":\"币安人生USDT\",\"a\":4102773501,\"p\":\"91234.56000000\","
                        + "\"q\":\"0.01250\",\"f\":6590112040,\"l\":6590112042,\"T\":1795348800122431,"
                        + "\"E\":1795348800123001,\"m\":false,\"M\":true,\"source\":\"LINE_A\",\"line\":0,"
                        + "\"receiveNs\":1795348800123456789}\n");
    }

    @Test
    void shouldWriteEveryDecimalAsTheNumberThatItIs() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final long mantissa = random.nextLong() >>> 1 + random.nextInt(63);
            final int exponent = -random.nextInt(19);
            final int least = random.nextInt(9);
            final String text = textOf(new RowText().addDecimal(mantissa, exponent, least));
            final BigDecimal value = Decimals.toBigDecimal(mantissa, exponent).stripTrailingZeros();
            assertThat(text)
                    .as("%d e%d, %s", mantissa, exponent, Seeds.describe(seed))
                    .isEqualTo(value.setScale(Math.max(least, value.scale())).toPlainString());
        }
    }

    @Test
    void shouldWriteTheLeastAndTheGreatestInteger() {
        assertThat(textOf(new RowText()
                        .add(Long.MIN_VALUE)
                        .add(' ')
                        .add(Long.MAX_VALUE)
                        .add(' ')
                        .add(0)))
                .isEqualTo("-9223372036854775808 9223372036854775807 0");
    }

    private static String csv(final ExportTimeUnit unit, final AggTrade trade) {
        return text(new BinanceRows(unit), trade);
    }

    private static String text(final RowFormat format, final AggTrade trade) {
        final RowText text = new RowText();
        format.begin(trade, text);
        format.write(trade, text);
        return textOf(text);
    }

    private static String textOf(final RowText text) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            text.writeTo(out);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }

    private static AggTrade trade(final Market market, final String symbol, final long timeUs) {
        final AggTrade trade = new AggTrade();
        trade.instrument = new Instruments().intern(market, symbol);
        trade.id = 4_102_773_501L;
        trade.priceMantissa = 9_123_456_000_000L;
        trade.priceExponent = -8;
        trade.quantityMantissa = 1_250;
        trade.quantityExponent = -5;
        trade.firstTradeId = 6_590_112_040L;
        trade.lastTradeId = 6_590_112_042L;
        trade.tradeTimeUs = timeUs;
        trade.eventTimeUs = 1_795_348_800_123_001L;
        trade.receiveTimeNs = 1_795_348_800_123_456_789L;
        trade.bestMatch = 1;
        trade.source = TradeSource.LINE_A;
        return trade;
    }
}
