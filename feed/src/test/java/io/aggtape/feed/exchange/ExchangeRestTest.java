package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REST of a spot exchange after it has sent 1,200 trades, ids 1000 to 2199. */
final class ExchangeRestTest {
    private static final int ROWS = 1_200;
    private static final String AGG_TRADES = "/api/v3/aggTrades?symbol=BTCUSDT";

    @TempDir
    Path directory;

    private Exchange exchange;

    @AfterEach
    void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    private void start(final Limits limits, final boolean isPlayed) throws IOException {
        final String file = SampleTrades.spot(directory, "BTCUSDT", 1_000, ROWS).toString();
        exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.ofCsv(List.of(file)))
                .withPace(Pace.max())
                .withLimits(limits));
        exchange.start();
        if (isPlayed) {
            WireClient.connect(exchange, "/ws/btcusdt@aggTrade");
            await().until(() -> exchange.servedCount() == ROWS);
        }
    }

    private void startPlayed() throws IOException {
        start(Limits.of(Market.SPOT), true);
    }

    @ParameterizedTest
    @CsvSource({
        "'',1700,2199",
        "'&limit=3',2197,2199",
        "'&limit=1000',1200,2199",
        "'&limit=5000',1200,2199",
        "'&fromId=1500&limit=10',1500,1509",
        "'&fromId=0&limit=2',1000,1001",
        "'&fromId=2190',2190,2199",
        "'&startTime=1795348801431&limit=2',1000,1001",
        "'&startTime=1795348801439&endTime=1795348801444',1006,1009",
        "'&startTime=1795348801439586&endTime=1795348801444447',1006,1009",
        "'&endTime=1795348801444&limit=2',1008,1009"
    })
    void shouldServeAPage(final String parameters, final long first, final long last) throws IOException {
        startPlayed();

        final HttpResponse<String> response = WireClient.get(exchange, AGG_TRADES + parameters);

        assertThat(response.statusCode()).isEqualTo(200);
        final String[] items = response.body().split("},\\{");
        assertThat(items).hasSize((int) (last - first + 1));
        assertThat(items[0]).contains("\"a\":" + first + ',');
        assertThat(items[items.length - 1]).contains("\"a\":" + last + ',');
    }

    @Test
    void shouldServeRowsInTheAskedUnit() throws IOException {
        startPlayed();
        final String[] cells = SampleTrades.spotRow(1_001).split(",");
        final String item =
                "[{\"a\":1001,\"p\":\"" + cells[1] + "\",\"q\":\"" + cells[2] + "\",\"f\":2002,\"l\":2003,\"T\":";

        assertThat(WireClient.get(exchange, AGG_TRADES + "&fromId=1001&limit=1").body())
                .isEqualTo(item + cells[5].substring(0, 13) + ",\"m\":false,\"M\":true}]");
        assertThat(WireClient.get(exchange, AGG_TRADES + "&fromId=1001&limit=1", "X-MBX-TIME-UNIT", "MICROSECOND")
                        .body())
                .isEqualTo(item + cells[5] + ",\"m\":false,\"M\":true}]");
    }

    @ParameterizedTest
    @CsvSource({"'&fromId=2200'", "'&startTime=1795349000000'", "'&startTime=1795348801444&endTime=1795348801439'"})
    void shouldServeNothingWhereNothingIs(final String parameters) throws IOException {
        startPlayed();

        assertThat(WireClient.get(exchange, AGG_TRADES + parameters).body()).isEqualTo("[]");
    }

    @Test
    void shouldServeNothingBeforeItIsSent() throws IOException {
        start(Limits.of(Market.SPOT), false);

        assertThat(WireClient.get(exchange, AGG_TRADES + "&fromId=1000").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aggTrades | -1102 | Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                "aggTrades?symbol= | -1102 | Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                "aggTrades?symbol=NOSUCH | -1121 | Invalid symbol.",
                "aggTrades?symbol=btcusdt | -1100 | Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
                "aggTrades?symbol=BTCUSDT&fromId=x | -1100 | Illegal characters found in parameter 'fromId'; legal range is '^[0-9]{1,20}$'.",
                "aggTrades?symbol=BTCUSDT&limit=-1 | -1100 | Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
                "aggTrades?symbol=BTCUSDT&limit=0 | -1130 | Data sent for parameter 'limit' is not valid.",
                "aggTrades?symbol=BTCUSDT&fromId=1&startTime=1 | -1128 | Combination of optional parameters invalid.",
                "aggTrades?symbol=BTCUSDT&fromId=1&endTime=1 | -1128 | Combination of optional parameters invalid.",
                "aggTrades?symbol=BTCUSDT&limit=1&limit=2 | -1101 | Duplicate values for a parameter detected.",
                "exchangeInfo?symbol=NOSUCH | -1121 | Invalid symbol."
            })
    void shouldRefuse(final String request, final int code, final String message) throws IOException {
        start(Limits.of(Market.SPOT), false);

        final HttpResponse<String> response = WireClient.get(exchange, "/api/v3/" + request);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"code\":" + code + ",\"msg\":\"" + message + "\"}");
    }

    @Test
    void shouldTellTimeAndSymbols() throws IOException {
        start(Limits.of(Market.SPOT), false);

        assertThat(WireClient.get(exchange, "/api/v3/ping").body()).isEqualTo("{}");
        assertThat(WireClient.get(exchange, "/api/v3/time").body()).matches("\\{\"serverTime\":[0-9]{13}}");
        assertThat(WireClient.get(exchange, "/api/v3/time", "X-MBX-TIME-UNIT", "MICROSECOND")
                        .body())
                .matches("\\{\"serverTime\":[0-9]{16}}");
        for (final String filter : new String[] {"", "?symbol=BTCUSDT", "?symbols=%5B%22BTCUSDT%22%5D"}) {
            final String body =
                    WireClient.get(exchange, "/api/v3/exchangeInfo" + filter).body();
            assertThat(WireClient.json(body)).containsKeys("timezone", "serverTime", "rateLimits", "symbols");
            assertThat(body)
                    .contains("\"limit\":6000", "\"symbol\":\"BTCUSDT\"", "\"status\":\"TRADING\"")
                    .contains("\"baseAsset\":\"BTC\"", "\"quoteAsset\":\"USDT\"")
                    .contains("\"tickSize\":\"0.01000000\"", "\"stepSize\":\"0.00001000\"");
        }
    }

    @Test
    void shouldCountWeightAndRefuseAboveTheLimit() throws IOException {
        exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(List.of("BTCUSDT"), 1, 1))
                        .withLimits(Limits.of(Market.SPOT).withWeightPerMinute(3)),
                SystemNanoClock.INSTANCE,
                () -> SampleTrades.START_MS * 1_000_000 + 43_000_000_000L);
        exchange.start();

        final HttpResponse<String> first = WireClient.get(exchange, "/api/v3/time");
        assertThat(first.headers().firstValue("x-mbx-used-weight-1m")).contains("1");
        final HttpResponse<String> second = WireClient.get(exchange, AGG_TRADES);

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("X-MBX-USED-WEIGHT-1M")).contains("5");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(second.body())
                .isEqualTo("{\"code\":-1003,\"msg\":\"Too much request weight used; current limit is 3 request weight"
                        + " per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.\"}");
    }

    @Test
    void shouldKnowNoOtherPath() throws IOException {
        start(Limits.of(Market.SPOT), false);

        assertThat(WireClient.get(exchange, "/fapi/v1/time").statusCode()).isEqualTo(404);
        assertThat(WireClient.get(exchange, "/api/v3/order").statusCode()).isEqualTo(404);
    }
}
