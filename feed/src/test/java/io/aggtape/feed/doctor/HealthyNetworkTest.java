package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests of the network find where nothing is wrong. */
final class HealthyNetworkTest {
    @AutoClose
    private final FaultyNetwork network = new FaultyNetwork();

    @Test
    void shouldPassAllButTheProxyThatThereIsNot() throws Exception {
        final List<Finding> findings = network.exchangeWith().diagnose();

        assertThat(findings).extracting(Finding::test).isEqualTo(NetworkTests.NAMES);
        assertVerdicts(findings, "Proxy");
        assertThat(FaultyNetwork.find(findings, "Proxy").result()).isEqualTo("no proxy");
    }

    @Test
    void shouldTellWhatEachTestFound() throws Exception {
        final List<Finding> findings = network.exchangeWith().diagnose();

        assertThat(FaultyNetwork.find(findings, "WebSocket upgrade").result())
                .matches("Connected in \\d+\\.\\d\\d seconds!");
        assertThat(FaultyNetwork.find(findings, "WebSocket upgrade").details())
                .contains("status: 101 Switching Protocols")
                .anyMatch(line -> line.matches("opened wss://127\\.0\\.0\\.1:\\d+/stream\\?streams=.*"));
        assertThat(FaultyNetwork.find(findings, "TLS handshake").details())
                .contains("version: TLSv1.3", "host: the certificate is for 127.0.0.1")
                .anyMatch(line -> line.startsWith("cipher: TLS_"))
                .anyMatch(line ->
                        line.matches("certificate 1 of 2: subject 'CN=localhost', issuer 'CN=aggtape exchange CA'"
                                + ", valid until .*Z, 1 day left"));
        assertThat(FaultyNetwork.find(findings, "First trade of every stream").details())
                .hasSize(2)
                .anyMatch(
                        line -> line.matches(
                                "BTCUSDT: first trade id \\d+, price \\$[\\d,]+\\.\\d\\d, quantity \\d+\\.\\d{6,8}, (BUY|SELL)"));
        assertThat(FaultyNetwork.find(findings, "Trade ids").result())
                .matches("\\d+ trades of 2 streams, ids continuous and equal to REST's");
        assertThat(FaultyNetwork.find(findings, "REST").result())
                .matches("answered after [\\d.]+ s, weight \\d+ of 6,000 used in this minute, 5,\\d+ left");
        assertThat(FaultyNetwork.find(findings, "Clock offset").result())
                .matches("the exchange's clock is [\\d.]+ ms (behind|ahead of) this machine's, ± [\\d.]+ ms");
        assertThat(FaultyNetwork.find(findings, "Ping").result())
                .matches("answered after [\\d.]+ ms with the same payload");
    }

    @Test
    void shouldTellTheTradeInTheOldShapeWhereThereIsOneStream() throws Exception {
        final List<Finding> findings =
                network.market(Market.SPOT, "BTCUSDT").exchangeWith().diagnose();

        assertThat(FaultyNetwork.find(findings, "First trade of every stream").result())
                .matches("BTCUSDT: first trade id \\d+, price \\$[\\d,.]+, quantity [\\d.]+, (BUY|SELL)");
    }

    @Test
    void shouldTryNoTlsWhereTheEndpointHasNone() throws Exception {
        final List<Finding> findings = network.exchangeWith(false).diagnose();

        assertVerdicts(findings, "Proxy", "TLS handshake");
    }

    @ParameterizedTest
    @CsvSource({"USDM, BTCUSDT", "COINM, BTCUSD_PERP"})
    void shouldPassOnFutures(final Market market, final String symbol) throws Exception {
        final List<Finding> findings =
                network.market(market, symbol).exchangeWith().diagnose();

        assertVerdicts(findings, "Proxy");
    }

    @Test
    void shouldPassThroughAProxy() throws Exception {
        final List<Finding> findings =
                network.exchangeWith().through(ScriptedPort.proxy()).diagnose();

        assertVerdicts(findings);
        assertThat(FaultyNetwork.find(findings, "Proxy").result())
                .matches("the proxy gave a tunnel to 127\\.0\\.0\\.1:\\d+");
        assertThat(FaultyNetwork.find(findings, "DNS look-up").details())
                .contains("the name of the exchange is left to the proxy");
    }

    @Test
    void shouldListTheAddressesOfBothFamilies() throws Exception {
        network.exchangeWith().lookup(host -> new InetAddress[] {
            InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"), InetAddress.getByName("::1")
        });
        network.streamsAt(
                "wss://localhost:" + network.firstExchange().webSocketUri().getPort());

        final List<Finding> findings = network.diagnose();

        assertThat(FaultyNetwork.find(findings, "DNS look-up").details())
                .contains("IPv4: 127.0.0.1, 127.0.0.2", "IPv6: 0:0:0:0:0:0:0:1");
    }

    @Test
    void shouldGoOnWithTheAddressesThatAccept() throws Exception {
        network.exchangeWith().lookup(host ->
                new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")});
        network.streamsAt(
                "wss://localhost:" + network.firstExchange().webSocketUri().getPort());

        final List<Finding> findings = network.diagnose();

        final Finding tcp = FaultyNetwork.find(findings, "TCP connect");
        assertThat(tcp.verdict()).isEqualTo(Verdict.WARN);
        assertThat(tcp.result()).contains("1 of 2 addresses accepted", "127.0.0.2", "refused");
        assertThat(tcp.details())
                .hasSize(2)
                .anyMatch(line -> line.matches("127\\.0\\.0\\.1:\\d+: accepted after .* ms"));
        assertThat(FaultyNetwork.find(findings, "Ping").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldWaitForARestThatIsBehind() throws Exception {
        assertVerdicts(network.exchangeWith("rest-lag=1s").diagnose(), "Proxy");
    }

    @Test
    void shouldSubscribeByMessagesWhereTheUrlIsTooShort() throws Exception {
        final String[] symbols = new String[200];
        Arrays.setAll(symbols, i -> "SYMBOL" + i + "USDT");
        network.market(Market.SPOT, symbols).timeouts(10_000, 100, 10_000);

        final List<Finding> findings = network.exchangeWith().diagnose();

        final Finding subscription = FaultyNetwork.find(findings, "Subscription");
        assertThat(subscription.verdict()).isEqualTo(Verdict.PASS);
        assertThat(subscription.result()).matches("3 requests acked after [\\d.]+ ms, 200 streams asked for");
        assertThat(FaultyNetwork.find(findings, "First trade of every stream").result())
                .contains("SYMBOL9USDT and 190 more within 100 ms: SYMBOL0USDT does not exist");
    }

    @Test
    void shouldNotFailWithoutARest() throws Exception {
        final List<Finding> findings = network.exchangeWith().restAt("").diagnose();

        assertThat(findings).noneMatch(Finding::isFailed);
        assertThat(FaultyNetwork.find(findings, "REST").result()).contains("name it by --rest");
        assertThat(FaultyNetwork.find(findings, "REST").verdict()).isEqualTo(Verdict.SKIP);
        assertThat(FaultyNetwork.find(findings, "Trade ids").verdict()).isEqualTo(Verdict.WARN);
    }

    private static void assertVerdicts(final List<Finding> findings, final String... skipped) {
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() != Verdict.PASS)
                .as(() -> FaultyNetwork.text(findings))
                .extracting(finding -> finding.verdict() + " " + finding.test())
                .containsExactlyElementsOf(
                        List.of(skipped).stream().map(test -> "SKIP " + test).toList());
    }
}
