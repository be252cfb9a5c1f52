package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The wire's field order and forms, byte for byte. */
final class AggTradeEncoderTest {
    private static final long EVENT_US = 1_795_348_800_123_874L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * AggTradeEncoder.MAX_LENGTH]);
    private final TradeRow row = row();

    private static TradeRow row() {
        final TradeRow row = new TradeRow();
        new CsvRow()
                .parse(
                        "4102773501,91234.56000000,0.01250000,6590112040,6590112042,1795348800122431,False,True"
                                .getBytes(UTF_8),
                        86,
                        row);
        return row;
    }

    private String raw(final Market market, final String symbol, final boolean isMicros) {
        final int length = new AggTradeEncoder(market, symbol).raw(buffer, 3, row, EVENT_US, isMicros);
        return buffer.getStringWithoutLengthUtf8(3, length);
    }

    @Test
    void shouldWriteSpot() {
        assertThat(raw(Market.SPOT, "BTCUSDT", false))
                .isEqualTo("{\"e\":\"aggTrade\",\"E\":1795348800123,\"s\":\"BTCUSDT\",\"a\":4102773501,"
                        + "\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":6590112040,\"l\":6590112042,"
                        + "\"T\":1795348800122,\"m\":false,\"M\":true}");
    }

    @Test
    void shouldWriteMicrosecondsCombined() {
        final int length = new AggTradeEncoder(Market.SPOT, "BTCUSDT").combined(buffer, 0, row, EVENT_US, true);

        assertThat(buffer.getStringWithoutLengthUtf8(0, length))
                .isEqualTo("{\"stream\":\"btcusdt@aggTrade\",\"data\":{\"e\":\"aggTrade\",\"E\":1795348800123874,"
                        + "\"s\":\"BTCUSDT\",\"a\":4102773501,\"p\":\"91234.56000000\",\"q\":\"0.01250000\","
                        + "\"f\":6590112040,\"l\":6590112042,\"T\":1795348800122431,\"m\":false,\"M\":true}}");
    }

    @Test
    void shouldWriteUsdmWithNormalQuantityAndSymbolType() {
        row.isBuyerMaker = true;

        assertThat(raw(Market.USDM, "BTCUSDT", false))
                .isEqualTo("{\"e\":\"aggTrade\",\"E\":1795348800123,\"a\":4102773501,\"s\":\"BTCUSDT\","
                        + "\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"nq\":\"0.01250000\",\"f\":6590112040,"
                        + "\"l\":6590112042,\"T\":1795348800122,\"m\":true,\"st\":1}");
    }

    @Test
    void shouldWriteCoinm() {
        assertThat(raw(Market.COINM, "BTCUSD_PERP", false))
                .isEqualTo("{\"e\":\"aggTrade\",\"E\":1795348800123,\"a\":4102773501,\"s\":\"BTCUSD_PERP\","
                        + "\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":6590112040,\"l\":6590112042,"
                        + "\"T\":1795348800122,\"m\":false,\"st\":2}");
    }

    @Test
    void shouldWriteAPlaceholderAndANonAsciiSymbol() {
        row.firstTradeId = -1;
        row.lastTradeId = -1;
        row.isBestMatch = false;

        assertThat(raw(Market.SPOT, "\u5e01\u5b89USDT", false))
                .contains("\"s\":\"\u5e01\u5b89USDT\"", "\"f\":-1,\"l\":-1,", "\"M\":false}");
    }
}
