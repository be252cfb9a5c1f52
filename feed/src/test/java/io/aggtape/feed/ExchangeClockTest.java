package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.aggtape.feed.rest.RestException;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The clock and the repair ask one exchange from one address: what one is told, the other has to obey. */
class ExchangeClockTest {
    @Test
    void shouldAskNothingWhileTheAddressIsBanned() throws IOException {
        final AtomicInteger requests = new AtomicInteger();
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("Retry-After", "600");
            exchange.sendResponseHeaders(418, -1);
            exchange.close();
        });
        server.start();
        try {
            final RestAccess access = access(server.getAddress().getPort());
            final ExchangeClock clock = access.clock().orElseThrow();
            assertThatThrownBy(clock::measure).isInstanceOf(RestException.class).hasMessageContaining("418");
            assertThatThrownBy(clock::measure).isInstanceOf(RestException.class).hasMessageContaining("fewer requests");
            assertThat(requests).hasValue(1);
            assertThat(access.client().orElseThrow().waitMs()).isGreaterThan(500_000);
        } finally {
            server.stop(0);
        }
    }

    private static RestAccess access(final int port) throws IOException {
        final NetworkConfig network =
                new NetworkConfig(null, URI.create("http://127.0.0.1:" + port), null, null, Map.of(), 10_000);
        return RestAccess.of(MarketProfile.of(Market.SPOT), network, 0.5);
    }
}
