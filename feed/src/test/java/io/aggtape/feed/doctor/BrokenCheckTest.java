package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.net.Resolver;
import io.aggtape.journal.Market;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An exception in a test of the network that nobody foresaw: it is a finding with its trace, never silence. */
final class BrokenCheckTest {
    @Test
    void shouldTellOfAnExceptionInConnectWithItsTrace() throws Exception {
        final NetworkConfig network =
                new NetworkConfig(URI.create("wss://127.0.0.1:9"), null, null, null, Map.of(), 300);
        final NetworkProbe probe = new NetworkProbe(
                new NetworkCheckConfig(Market.SPOT, List.of("BTCUSDT"), network, 300, 2_000, 300), new Resolver());
        final Finding finding = new NetworkCheck(probe, NetworkChecks.TCP, "", Area.NETWORK, asked -> {
                    throw new UnsupportedOperationException("no such cipher");
                })
                .run();
        probe.close();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.result())
                .isEqualTo("this test has broken: java.lang.UnsupportedOperationException: no such cipher");
        assertThat(finding.details()).anyMatch(line -> line.contains("at " + BrokenCheckTest.class.getName()));
        assertThat(finding.remedy()).isEqualTo("this is a fault of aggtape: please report it as it stands");
    }
}
