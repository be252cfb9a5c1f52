package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is different on the futures markets. */
final class ExchangeFuturesTest {
    private static final int ROWS = 100;
    private static final String SUBSCRIBE = "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\"],\"id\":1}";

    @TempDir
    Path directory;

    private Exchange exchange;

    @AfterEach
    void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    private void start(final Market market) throws IOException {
        final String file = SampleTrades.futures(directory, market == Market.USDM ? "BTCUSDT" : "BTCUSD_PERP", 50, ROWS)
                .toString();
        exchange = new Exchange(
                ExchangeConfig.of(market, Program.ofCsv(List.of(file))).withPace(Pace.max()));
        exchange.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/stream"})
    void shouldAcknowledgeOnTheOldRouteAndSendNothing(final String path) throws IOException {
        start(Market.USDM);

        final WireClient old = WireClient.connect(exchange, path);
        assertThat(old.ask(SUBSCRIBE)).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(exchange.servedCount()).isZero();

        final WireClient routed = WireClient.connect(exchange, "/market" + path);
        assertThat(routed.ask(SUBSCRIBE)).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(routed.next(ROWS)).allMatch(frame -> frame.contains("\"e\":\"aggTrade\""));
        assertThat(old.waiting()).isZero();
    }

    @Test
    void shouldSendUsdmFields() throws IOException {
        start(Market.USDM);

        final WireClient client = WireClient.connect(exchange, "/market/ws/btcusdt@aggTrade/ethusdt@aggTrade");

        for (int i = 0; i < ROWS; i++) {
            final String[] cells = SampleTrades.futuresRow(50 + i).split(",");
            assertThat(client.next())
                    .matches("\\{\"e\":\"aggTrade\",\"E\":[0-9]{13},\"a\":" + cells[0] + ",\"s\":\"BTCUSDT\",\"p\":\""
                            + cells[1] + "\",\"q\":\"" + cells[2] + "\",\"nq\":\"" + cells[2] + "\",\"f\":" + cells[3]
                            + ",\"l\":" + cells[4] + ",\"T\":" + cells[5] + ",\"m\":" + cells[6] + ",\"st\":1}");
        }
    }

    @Test
    void shouldSendCoinmOnThePlainRoute() throws IOException {
        start(Market.COINM);

        assertThat(WireClient.connect(exchange, "/ws/btcusd_perp@aggTrade").next())
                .contains("\"a\":50,\"s\":\"BTCUSD_PERP\"", ",\"st\":2}")
                .doesNotContain("\"nq\"");
        assertThat(WireClient.get(exchange, "/dapi/v1/exchangeInfo").body())
                .contains("\"contractStatus\":\"TRADING\"", "\"baseAsset\":\"BTC\"", "\"quoteAsset\":\"USD\"");
    }

    @Test
    void shouldCloseAfterBadJson() throws IOException {
        start(Market.USDM);
        final WireClient client = WireClient.connect(exchange, "/market/ws");

        assertThat(client.ask("{nonsense"))
                .startsWith("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON: expected value at");
        assertThat(client.awaitClose()).startsWith("1008");
    }

    @Test
    void shouldServeRestWithItsOwnRulesAndWeights() throws IOException {
        start(Market.USDM);
        WireClient.connect(exchange, "/market/ws/btcusdt@aggTrade");
        await().until(() -> exchange.servedCount() == ROWS);

        final var page = WireClient.get(exchange, "/fapi/v1/aggTrades?symbol=BTCUSDT&fromId=60&limit=1");

        final String[] cells = SampleTrades.futuresRow(60).split(",");
        assertThat(page.body())
                .isEqualTo("[{\"a\":60,\"p\":\"" + cells[1] + "\",\"q\":\"" + cells[2] + "\",\"nq\":\"" + cells[2]
                        + "\",\"f\":180,\"l\":182,\"T\":" + cells[5] + ",\"m\":true}]");
        assertThat(page.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElseThrow())
                .isIn("20", "40");
        assertThat(WireClient.get(exchange, "/fapi/v1/aggTrades?symbol=BTCUSDT&startTime=28000000000000000")
                        .body())
                .isEqualTo("[]");
        assertThat(WireClient.get(exchange, "/fapi/v1/exchangeInfo").body())
                .contains("\"limit\":2400", "\"pricePrecision\":1", "\"tickSize\":\"0.1\"", "\"marginAsset\":\"USDT\"");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=1001,400,-1130",
        "startTime=2000&endTime=1000,400,-1023",
        "startTime=0&endTime=3600000,400,-1127",
        "fromId=1&startTime=0&endTime=1000,408,-1007"
    })
    void shouldRefuse(final String parameters, final int status, final int code) throws IOException {
        start(Market.USDM);

        final var response = WireClient.get(exchange, "/fapi/v1/aggTrades?symbol=BTCUSDT&" + parameters);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"code\":" + code + ',');
    }
}
