package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeRequestTest {
    private static final HandshakeKey RFC_KEY = new HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==");

    @Test
    void shouldWriteTheHandshakeAndNothingElse() {
        final Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-MBX-APIKEY", "k e y");
        headers.put("Origin", "https://example.org");
        final UpgradeRequest request =
                new UpgradeRequest("stream.binance.com:9443", "/ws/btcusdt@aggTrade?a=b", "aggtape/0.1", headers);
        assertThat(new String(request.encode(RFC_KEY), StandardCharsets.US_ASCII))
                .isEqualTo(String.join(
                        "\r\n",
                        "GET /ws/btcusdt@aggTrade?a=b HTTP/1.1",
                        "Host: stream.binance.com:9443",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "User-Agent: aggtape/0.1",
                        "X-MBX-APIKEY: k e y",
                        "Origin: https://example.org",
                        "",
                        ""));
    }

    @Test
    void shouldComputeTheAcceptOfTheRfc() {
        assertThat(RFC_KEY.accept()).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void shouldMakeKeysOfSixteenRandomBytes() {
        final SplittableRandom random = new SplittableRandom(1);
        final HandshakeKey key = HandshakeKey.random(random);
        assertThat(Base64.getDecoder().decode(key.text())).hasSize(16);
        assertThat(HandshakeKey.random(random)).isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ws", "/a b", "/a\r\nX: y", "/a\nb", "/\u00e9", "/a#b", "/a\u0000", "http://h/"})
    void shouldRefuseARequestTargetThatCouldEndItsLine(final String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UpgradeRequest("h", target, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h h", "h\r\nX: y", "user@h", "h/path", "h?q", "\u00e9"})
    void shouldRefuseAnAuthorityThatIsNone(final String authority) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UpgradeRequest(authority, "/", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\rb", "a\u0000", "\u00e9"})
    void shouldRefuseAHeaderValueThatCouldEndItsLine(final String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UpgradeRequest("h", "/", value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpgradeRequest("h", "/", "", Map.of("X-Some", value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a:",
                "a\r\n",
                "Host",
                "upgrade",
                "Connection",
                "Sec-WebSocket-Key",
                "User-Agent",
                "sec-websocket-extensions",
                "Content-Length"
            })
    void shouldRefuseAHeaderNameThatIsNoneOrOurs(final String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UpgradeRequest("h", "/", "", Map.of(name, "v")));
    }
}
