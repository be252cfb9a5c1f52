package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.Market;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which REST has the trades of a tape, by what its recorders wrote. */
final class TapeOriginTest {
    private static final MarketProfile SPOT = MarketProfile.of(Market.SPOT);

    @Test
    void shouldAskBinanceForWhatCameFromBinance() {
        assertThat(rest("market=spot\nendpoint=null\nrest=null")).isEqualTo("https://api.binance.com");
        assertThat(rest("market=spot\nendpoint=wss://stream.binance.com:443\nrest=null"))
                .isEqualTo("https://api.binance.com");
    }

    @Test
    void shouldAskTheDataHostsForWhatCameFromThem() {
        assertThat(rest("market=spot\nendpoint=wss://data-stream.binance.vision\nrest=null"))
                .isEqualTo("https://data-api.binance.vision");
    }

    @Test
    void shouldAskWhomTheRecorderAsked() {
        assertThat(rest("market=spot\nendpoint=wss://localhost:9443\nrest=https://localhost:9443"))
                .isEqualTo("https://localhost:9443");
    }

    @Test
    void shouldNotGuessTheRestOfAnotherExchange() {
        assertThatThrownBy(() -> rest("market=spot\nendpoint=wss://stream.testnet.binance.vision"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recorded from wss://stream.testnet.binance.vision, whose REST is not known");
    }

    @Test
    void shouldNotChooseBetweenTwoExchanges() {
        assertThatThrownBy(() -> rest(
                        "market=spot\nendpoint=null\nrest=null",
                        "market=spot\nendpoint=wss://localhost:1\nrest=https://localhost:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://api.binance.com, https://localhost:1")
                .hasMessageContaining("--rest");
    }

    @Test
    void shouldPassOverRunsOfOtherMarketsAndRunsThatRecordedNothing() {
        assertThat(rest(
                        "market=usdm\nendpoint=wss://localhost:1",
                        "command=repair\nmax-repair=5",
                        "market=spot\nendpoint=null"))
                .isEqualTo("https://api.binance.com");
        assertThat(rest()).isEqualTo("https://api.binance.com");
    }

    private static String rest(final String... configurations) {
        final URI rest = TapeOrigin.restOf(List.of(configurations), SPOT);
        return rest.toString();
    }
}
