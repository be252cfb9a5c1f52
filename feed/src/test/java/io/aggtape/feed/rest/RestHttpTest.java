package io.aggtape.feed.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.Test;

/** How the client gets through a proxy. */
final class RestHttpTest {
    @Test
    void shouldLogInAtAProxyThatTunnels() throws Exception {
        try (AnsweringServer proxy = new AnsweringServer()) {
            proxy.answer(407, "", "Proxy-Authenticate: Basic realm=\"office\"");
            proxy.answer(502, "");
            final RestHttp http =
                    new RestHttp(SSLContext.getDefault(), 5_000).through("127.0.0.1", proxy.port(), "user", "secret:1");
            assertThat(fault(http)).isNotNull();
            assertThat(proxy.requests()).containsExactly("CONNECT rest.invalid:443", "CONNECT rest.invalid:443");
            assertThat(proxy.headers()).contains("proxy-authorization: basic dxnlcjpzzwnyzxq6mq==");
        }
    }

    @Test
    void shouldSayThatAProxyWantsALogin() throws Exception {
        try (AnsweringServer proxy = new AnsweringServer()) {
            proxy.answer(407, "", "Proxy-Authenticate: Basic realm=\"office\"");
            final RestHttp http =
                    new RestHttp(SSLContext.getDefault(), 5_000).through("127.0.0.1", proxy.port(), "", "");
            final RestException fault = fault(http);
            assertThat(fault.fault()).isEqualTo(RestFault.SHUT_OUT);
            assertThat(fault).hasMessageStartingWith("REST answered HTTP 407");
        }
    }

    private static RestException fault(final RestHttp http) throws Exception {
        final RestTarget target = new RestTarget(Market.SPOT, URI.create("https://rest.invalid"), "/api/v3");
        final WeightBudget budget = new WeightBudget(SystemEpochClock.INSTANCE, 6_000, 0.5);
        final RestClient client = new RestClient(target, http::make, budget, new SystemEpochNanoClock(), 10_000);
        try {
            client.fromId("BTCUSDT", 1).get(30, TimeUnit.SECONDS);
            throw new AssertionError("it answered");
        } catch (final ExecutionException e) {
            return RestClient.faultOf(e);
        }
    }
}
