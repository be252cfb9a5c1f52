package io.aggtape.feed.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server on loopback that answers what it is told to. */
final class RestClientTest {
    private static final String INFO = "{\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\","
            + "\"intervalNum\":1,\"limit\":400}]}";
    private static final String PAGE = "[{\"a\":12,\"p\":\"1\",\"q\":\"1\",\"f\":1,\"l\":1,\"T\":1795348800122431}]";
    private static final long TIMEOUT_MS = 2_000;

    private AnsweringServer server;
    private WeightBudget budget;

    @BeforeEach
    void start() throws IOException {
        server = new AnsweringServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldAskForTheLimitsOnceAndForPagesById() throws Exception {
        server.answer(200, INFO, "X-MBX-USED-WEIGHT-1M: 21");
        server.answer(200, PAGE, "X-MBX-USED-WEIGHT-1M: 25");
        server.answer(200, "[]", "x-mbx-used-weight-1m: 170");
        final RestClient client = client(Market.SPOT);
        assertThat(page(client, 11).firstId()).isEqualTo(12);
        assertThat(client.usedWeight()).isEqualTo(25);
        assertThat(budget.limit()).isEqualTo(400);
        assertThat(page(client, 13).size()).isZero();
        assertThat(client.usedWeight()).isEqualTo(170);
        assertThat(server.requests())
                .containsExactly(
                        "GET /api/v3/exchangeInfo?symbol=BTCUSDT",
                        "GET /api/v3/aggTrades?symbol=BTCUSDT&fromId=11&limit=1000",
                        "GET /api/v3/aggTrades?symbol=BTCUSDT&fromId=13&limit=1000");
        assertThat(server.headers()).contains("x-mbx-time-unit: microsecond");
    }

    @Test
    void shouldAskFuturesForMilliseconds() throws Exception {
        server.answer(200, INFO);
        server.answer(200, PAGE);
        page(client(Market.USDM), 11);
        assertThat(server.requests().get(0)).isEqualTo("GET /fapi/v1/exchangeInfo");
        assertThat(server.headers()).doesNotContain("time-unit");
    }

    @Test
    void shouldKeepTheUsualLimitWhereTheExchangeTellsNone() throws Exception {
        server.answer(200, "{}");
        server.answer(200, PAGE);
        page(client(Market.SPOT), 11);
        assertThat(budget.limit()).isEqualTo(6_000);
    }

    @Test
    void shouldBlockTheBudgetAsLongAsARefusalSays() {
        server.answer(429, "{\"code\":-1003,\"msg\":\"Too much\"}", "Retry-After: 90");
        final RestClient client = client(Market.SPOT);
        assertFault(client, RestFault.TOO_MANY_REQUESTS);
        assertThat(client.waitMs()).isBetween(80_000L, 90_000L);
        assertThatThrownBy(() -> client.newest(Market.SPOT, "BTCUSDT"))
                .isInstanceOfSatisfying(RestException.class, e -> {
                    assertThat(e.fault()).isEqualTo(RestFault.OVER_BUDGET);
                    assertThat(e.retryAfterMs()).isPositive();
                });
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldTellTheNewestTrade() throws Exception {
        server.answer(200, INFO);
        server.answer(200, PAGE);
        assertThat(client(Market.SPOT).newest(Market.SPOT, "BTCUSDT"))
                .isEqualTo(new NewestTrade.Reading(12, 1_795_348_800_122L));
        assertThat(server.requests().get(1)).isEqualTo("GET /api/v3/aggTrades?symbol=BTCUSDT&limit=1");
    }

    @Test
    void shouldTellThatASymbolHasNoTradeOrDoesNotExist() throws Exception {
        server.answer(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        server.answer(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        server.answer(200, "[]");
        final RestClient client = client(Market.SPOT);
        assertThatThrownBy(() -> client.newest(Market.SPOT, "NOPE"))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.fault()).isEqualTo(RestFault.UNKNOWN_SYMBOL));
        assertThat(client.newest(Market.SPOT, "NEW").id()).isEqualTo(-1);
        assertThatThrownBy(() -> client.newest(Market.USDM, "BTCUSDT")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldCallAServerUnreachableThatHangsInItsHeadOrItsBody() {
        server.hang("");
        assertFault(client(Market.SPOT), RestFault.UNREACHABLE);
        server.hang("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[");
        assertFault(client(Market.SPOT), RestFault.UNREACHABLE);
    }

    @Test
    void shouldCallAServerUnreachableThatIsNotThere() throws IOException {
        final int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(assertFault(client(Market.SPOT, port), RestFault.UNREACHABLE))
                .hasMessageStartingWith("REST cannot be reached: ");
    }

    @Test
    void shouldReadNoBodyWithoutEnd() {
        server.answer(200, "x".repeat((16 << 20) + 1));
        assertThat(assertFault(client(Market.SPOT), RestFault.UNREACHABLE)).hasMessageContaining("a body of more than");
    }

    @Test
    void shouldFollowNoRedirect() {
        server.answer(302, "", "Location: http://127.0.0.1:1/");
        assertFault(client(Market.SPOT), RestFault.SERVER_FAULT);
    }

    @Test
    void shouldEndTheRequestThatIsCancelled() {
        server.hang("");
        final RestClient client = client(Market.SPOT);
        final var asked = client.fromId("BTCUSDT", 1);
        Awaitility.await().until(() -> server.requests().size() == 1);
        asked.cancel(true);
        Awaitility.await().atMost(Duration.ofMillis(TIMEOUT_MS * 2)).until(server::isHungUp);
    }

    private static RestException assertFault(final RestClient client, final RestFault fault) {
        try {
            page(client, 1);
        } catch (final ExecutionException e) {
            final RestException thrown = RestClient.faultOf(e);
            assertThat(thrown.fault()).isEqualTo(fault);
            return thrown;
        } catch (final InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it answered");
    }

    private static TradePage page(final RestClient client, final long fromId)
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        return client.fromId("BTCUSDT", fromId).get(30, TimeUnit.SECONDS);
    }

    private RestClient client(final Market market) {
        return client(market, server.port());
    }

    private RestClient client(final Market market, final int port) {
        final String prefix = market == Market.SPOT ? "/api/v3" : "/fapi/v1";
        final RestTarget target = new RestTarget(market, URI.create("http://127.0.0.1:" + port), prefix);
        budget = new WeightBudget(SystemEpochClock.INSTANCE, target.usualLimit(), 0.5);
        try {
            final RestHttp http = new RestHttp(SSLContext.getDefault(), 5_000);
            return new RestClient(target, http::make, budget, new SystemEpochNanoClock(), TIMEOUT_MS);
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
