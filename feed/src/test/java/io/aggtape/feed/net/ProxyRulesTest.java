package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
    private static final Endpoint BINANCE = Endpoint.parse("wss://stream.binance.com:9443/ws");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|any.example|443|true",
                "''|any.example|443|false",
                "example.com|example.com|443|true",
                "example.com|EXAMPLE.com|443|true",
                "EXAMPLE.com.|example.com|443|true",
                "example.com|www.example.com|443|true",
                "example.com|notexample.com|443|false",
                "example.com|example.com.evil|443|false",
                ".example.com|www.example.com|443|true",
                ".example.com|example.com|443|true",
                ".example.com|notexample.com|443|false",
                "*.example.com|a.b.example.com|443|true",
                "a.com,b.com|b.com|443|true",
                "a.com , b.com|b.com|443|true",
                "a.com b.com|b.com|443|true",
                ",,a.com,|b.com|443|false",
                "example.com:8443|example.com|8443|true",
                "example.com:8443|example.com|443|false",
                "example.com:x|example.com|443|false",
                "127.0.0.1|127.0.0.1|443|true",
                "27.0.0.1|127.0.0.1|443|false",
                "0.0.1|10.0.0.1|443|false",
                "10.0.0.0/8|10.200.3.4|443|true",
                "10.0.0.0/8|11.0.0.1|443|false",
                "10.0.0.0/9|10.128.0.1|443|false",
                "0.0.0.0/0|9.9.9.9|443|true",
                "0.0.0.0/0|host.example|443|false",
                "10.0.0.0/33|10.0.0.0|443|false",
                "10.0.0.0/x|10.0.0.0|443|false",
                "::1|::1|443|true",
                "[::1]|::1|443|true",
                "[::1]:8443|::1|8443|true",
                "[::1]:8443|::1|443|false",
                "0:0:0:0:0:0:0:1|::1|443|true",
                "fd00::/8|fd12::1|443|true",
                "fd00::/8|fe12::1|443|false",
                "fd00::/8|10.0.0.1|443|false",
                "bücher.example|xn--bcher-kva.example|443|true",
            })
    void shouldApplyNoProxy(final String noProxy, final String host, final int port, final boolean isDirect) {
        final Endpoint endpoint = new Endpoint(true, host, port, "/");

        assertThat(NoProxy.parse(noProxy).matches(endpoint.host(), port)).isEqualTo(isDirect);
    }

    @Test
    void shouldTakeProxyFromEnvironment() {
        final ProxyRules rules = ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", "http://proxy:3128"));

        assertThat(rules.proxyFor(BINANCE)).contains(new ProxyConfig("proxy", 3128, "", ""));
    }

    @Test
    void shouldPreferVariablesInSmallLetters() {
        final ProxyRules rules = ProxyRules.ofEnvironment(Map.of(
                "HTTPS_PROXY", "http://upper:1", "https_proxy", "http://lower:2", "NO_PROXY", "*", "no_proxy", "x.y"));

        assertThat(rules.proxyFor(BINANCE)).contains(new ProxyConfig("lower", 2, "", ""));
    }

    @Test
    void shouldGoDirectWithoutVariables() {
        assertThat(ProxyRules.ofEnvironment(Map.of()).proxyFor(BINANCE)).isEmpty();
        assertThat(ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", " ")).proxyFor(BINANCE))
                .isEmpty();
    }

    @Test
    void shouldExceptWhatNoProxyLists() {
        final ProxyRules rules =
                ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", "binance.com"));

        assertThat(rules.proxyFor(BINANCE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wss://localhost:1/", "wss://127.0.0.2/", "wss://[::1]/", "wss://a.localhost/", "ws://example.com/"})
    void shouldNotApplyEnvironmentToLoopbackAndPlainEndpoints(final String url) {
        final ProxyRules rules = ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", "http://proxy:3128"));

        assertThat(rules.proxyFor(Endpoint.parse(url))).isEmpty();
    }

    @Test
    void shouldApplyExplicitProxyToEverything() {
        final ProxyRules rules = ProxyRules.always(ProxyConfig.parse("proxy:3128"));

        assertThat(rules.proxyFor(Endpoint.parse("ws://127.0.0.1/"))).isPresent();
    }

    @Test
    void shouldNameVariableThatCannotBeRead() {
        assertThatThrownBy(() -> ProxyRules.ofEnvironment(Map.of("https_proxy", "socks5://x:1")))
                .hasMessageContaining("environment variable https_proxy")
                .hasMessageContaining("only http:// proxies");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://proxy:3128|proxy|3128|''|''",
                "HTTP://Proxy:3128/|proxy|3128|''|''",
                "proxy:3128|proxy|3128|''|''",
                "http://proxy|proxy|80|''|''",
                "http://u:p@proxy:3128|proxy|3128|u|p",
                "http://u@proxy:3128|proxy|3128|u|''",
                "http://u:p:q@proxy:3128|proxy|3128|u|p:q",
                "http://u:a%40b%2Fc+d@[::1]:3128|::1|3128|u|a@b/c+d",
            })
    void shouldReadProxyUrl(
            final String url, final String host, final int port, final String user, final String password) {
        assertThat(ProxyConfig.parse(url)).isEqualTo(new ProxyConfig(host, port, user, password));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://u:secret@proxy:1|only http:// proxies are supported, not https://",
                "http://u:secret@proxy:x|the port must be a whole number",
                "http://u:secret@|the host is missing",
                "http://u:secret@proxy:1/path|a proxy has no path",
                "http://u:secret%zz@proxy:1|no percent-encoding",
                "http://a%3Ab:secret@proxy:1|must not contain ':'",
            })
    void shouldSayWhatIsWrongWithProxyUrlWithoutPassword(final String url, final String message) {
        assertThatThrownBy(() -> ProxyConfig.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNeverShowPassword() {
        assertThat(ProxyConfig.parse("http://u:secret@proxy:1").toString()).isEqualTo("http://***@proxy:1");
    }
}
