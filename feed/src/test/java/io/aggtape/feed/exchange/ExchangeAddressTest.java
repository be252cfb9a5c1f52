package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An exchange on several addresses of this machine. */
final class ExchangeAddressTest {
    private static final ExchangeConfig TWO = ExchangeConfig.of(
                    Market.SPOT, Program.generated(List.of("BTCUSDT"), 1, 1))
            .withAddress("127.0.0.1,127.0.0.2", 0);

    @Test
    void shouldListenOnTheSamePortOfAllAddressesWithOneCertificate() throws Exception {
        try (Exchange exchange = new Exchange(TWO)) {
            exchange.start();
            assertThat(exchange.restUri().getHost()).isEqualTo("127.0.0.1");
            for (final String host : List.of("127.0.0.1", "127.0.0.2")) {
                final URI uri =
                        URI.create("https://" + host + ':' + exchange.restUri().getPort() + "/api/v3/ping");
                assertThat(WireClient.http(exchange)
                                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo("{}");
            }
        }
    }

    @Test
    void shouldSayThatAPortIsTaken() throws IOException {
        try (Exchange first = new Exchange(TWO);
                Exchange second = new Exchange(TWO)) {
            first.start();
            assertThatThrownBy(() -> new Exchange(
                                    TWO.withAddress("127.0.0.1", first.restUri().getPort()))
                            .start())
                    .isInstanceOf(IOException.class)
                    .hasRootCauseInstanceOf(BindException.class);
            second.start();
        }
    }

    @Test
    void shouldWantAnAddress() {
        assertThatThrownBy(() -> TWO.withAddress("127.0.0.1,", 0)).hasMessageContaining("an address is missing");
    }
}
