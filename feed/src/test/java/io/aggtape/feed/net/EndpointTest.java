package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "wss://stream.binance.com:9443/ws, true, stream.binance.com, 9443, /ws, stream.binance.com:9443",
        "ws://localhost, false, localhost, 80, /, localhost",
        "wss://localhost, true, localhost, 443, /, localhost",
        "ws://localhost:443/, false, localhost, 443, /, localhost:443",
        "wss://localhost:80/, true, localhost, 80, /, localhost:80",
        "WSS://Stream.Binance.COM/ws/btcusdt@aggTrade, true, stream.binance.com, 443, /ws/btcusdt@aggTrade, stream.binance.com",
        "wss://h/stream?streams=a@b/c@d&timeUnit=MICROSECOND, true, h, 443, /stream?streams=a@b/c@d&timeUnit=MICROSECOND, h",
        "ws://h?x=1:2@3, false, h, 80, /?x=1:2@3, h",
        "ws://127.0.0.1:8080/x, false, 127.0.0.1, 8080, /x, 127.0.0.1:8080",
        "ws://[::1]:8080/x, false, ::1, 8080, /x, [::1]:8080",
        "wss://[2001:DB8::1], true, 2001:db8::1, 443, /, [2001:db8::1]",
        "wss://[::ffff:1.2.3.4], true, ::ffff:1.2.3.4, 443, /, [::ffff:1.2.3.4]",
        "wss://bücher.example/, true, xn--bcher-kva.example, 443, /, xn--bcher-kva.example",
        "wss://host.example./, true, host.example, 443, /, host.example",
        "ws://my_service:1/, false, my_service, 1, /, my_service:1",
        "ws://h:65535, false, h, 65535, /, h:65535",
    })
    void shouldReadUrl(
            final String url,
            final boolean isSecure,
            final String host,
            final int port,
            final String target,
            final String authority) {
        final Endpoint endpoint = Endpoint.parse(url);

        assertThat(endpoint).isEqualTo(new Endpoint(isSecure, host, port, target));
        assertThat(endpoint.authority()).isEqualTo(authority);
        assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stream.binance.com|it must begin with ws:// or wss://",
                "''|it must begin with ws:// or wss://",
                "https://stream.binance.com|use ws:// for http:// and wss:// for https://",
                "ftp://x|it must begin with ws:// or wss://, not ftp://",
                "wss://|the host is missing",
                "wss:///ws|the host is missing",
                "wss://:443/ws|the host is missing",
                "ws://h:/|the port must be a whole number from 1 to 65535, not ''",
                "ws://h:0|the port must be a whole number from 1 to 65535, not '0'",
                "ws://h:65536|the port must be a whole number from 1 to 65535, not '65536'",
                "ws://h:+80|the port must be a whole number",
                "ws://h:80a|the port must be a whole number",
                "ws://::1/|an IPv6 address stands in brackets",
                "ws://[::1/|an IPv6 address stands in brackets",
                "ws://[]/|is no IPv6 address",
                "ws://[1.2.3.4]/|is no IPv6 address",
                "ws://[::g]/|is no IPv6 address",
                "ws://[fe80::1%eth0]/|IPv6 zones (%...) are not supported",
                "ws://user:secret@h/|has no user or password",
                "ws://h/a#b|has no fragment",
                "ws://h/a b|percent-encoded, at position 2",
                "ws://h/ü|percent-encoded, at position 1",
                "ws://a..b/|each part between dots has 1 to 63 characters",
                "ws://-a/|letters, digits, '-' and '.' only",
                "ws://a b/|letters, digits, '-' and '.' only",
                "ws://1.2.3/|is no IPv4 address",
                "ws://1.2.3.256/|is no IPv4 address",
                "ws://1.2.3.04/|is no IPv4 address",
                "ws://4711/|is no IPv4 address",
            })
    void shouldSayWhatIsWrongWithUrl(final String url, final String message) {
        assertThatThrownBy(() -> Endpoint.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + url + "'")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseLineBreaksInTarget() {
        assertThatThrownBy(() -> Endpoint.parse("ws://h/x\r\nHost: evil")).hasMessageContaining("percent-encoded");
    }

    @Test
    void shouldRefuseLabelsAndNamesThatAreTooLong() {
        assertThatThrownBy(() -> Endpoint.parse("ws://" + "a".repeat(64) + "/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Endpoint.parse("ws://" + "a.".repeat(130) + "a/"))
                .hasMessageContaining("longer than 253");
    }

    @Test
    void shouldKeepServerUnderAnotherTarget() {
        assertThat(Endpoint.parse("wss://h:1/ws").withTarget("/stream?x")).hasToString("wss://h:1/stream?x");
    }

    @Test
    void shouldThrowNothingButItsOwnFaultAtNoise() {
        final long seed = Drive.seed();
        final SplittableRandom random = new SplittableRandom(seed);
        final String alphabet = "ws:/[]@#?%.-_a1:\u00fc\u3002 \n";
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder url = new StringBuilder(random.nextBoolean() ? "wss://" : "");
            for (int length = random.nextInt(20); length > 0; length--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                final Endpoint endpoint = Endpoint.parse(url.toString());
                assertThat(Endpoint.parse(endpoint.toString()))
                        .as("seed %d: %s", seed, url)
                        .isEqualTo(endpoint);
            } catch (final IllegalArgumentException e) {
                assertThat(e).as("seed %d: %s", seed, url).hasMessageStartingWith("not a WebSocket URL");
            }
        }
    }
}
