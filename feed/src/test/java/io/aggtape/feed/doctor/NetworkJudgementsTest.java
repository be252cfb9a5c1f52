package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.feed.NetworkConfig;
import io.aggtape.feed.RotationPlan;
import io.aggtape.feed.SourceConfig;
import io.aggtape.feed.net.Resolver;
import io.aggtape.feed.net.TransportException;
import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What facts of the network come to, each rule for itself. */
final class NetworkJudgementsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final long MS = 1_000_000;

    @TempDir
    Path directory;

    @Test
    void shouldSplitAFaultsMessageIntoCauseAndWayOut() {
        final Judgement judgement = Failures.of("it said \"a; b\" and left; check the port", List.of(), "call us");

        assertThat(judgement.result()).isEqualTo("it said \"a; b\" and left");
        assertThat(judgement.remedy()).isEqualTo("check the port; call us");
    }

    @Test
    void shouldAdviseWhereAFaultNamesNoWayOut() {
        final Judgement judgement =
                Failures.of(new TransportException(TransportStage.SECURING, "it is broken"), "call us");

        assertThat(judgement.result()).isEqualTo("it is broken");
        assertThat(judgement.remedy()).isEqualTo("call us");
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldWantACertificateRenewedTwoWeeksBeforeItsEnd() {
        assertThat(isDue(90, 15)).isFalse();
        assertThat(isDue(90, 13)).isTrue();
    }

    @Test
    void shouldGrantACertificateOfDaysTwoThirdsOfItsLife() {
        assertThat(isDue(6, 3)).isFalse();
        assertThat(isDue(6, 1)).isTrue();
    }

    @Test
    void shouldNameTheCertificateOfAChainThatNearsItsEnd() throws Exception {
        final X509Certificate[] byEnd = authorities();
        final X509Certificate first = byEnd[0];
        final X509Certificate last = byEnd[byEnd.length - 1];
        final Instant now = first.getNotAfter().toInstant().minus(3, ChronoUnit.DAYS);

        assertThat(Certificates.due(new X509Certificate[] {last, first}, now)).contains(first);
        assertThat(Certificates.due(new X509Certificate[] {last}, now)).isEmpty();
    }

    @Test
    void shouldAcceptAClockWithinASecond() {
        final Judgement judgement = ClockStage.judge(-999 * MS, MS, List.of());

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.result()).isEqualTo("the exchange's clock is 999.0 ms behind this machine's, ± 1.000 ms");
    }

    @Test
    void shouldAcceptAClockThatMayBeWithinASecond() {
        assertThat(ClockStage.judge(1_500 * MS, 600 * MS, List.of()).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldWarnOfAClockThatIsMoreThanASecondOff() {
        final Judgement judgement = ClockStage.judge(3_000 * MS, MS, List.of());

        assertThat(judgement.verdict()).isEqualTo(Verdict.WARN);
        assertThat(judgement.result()).startsWith("the exchange's clock is 3000.0 ms ahead of this machine's");
        assertThat(judgement.remedy()).contains("chrony");
    }

    @Test
    void shouldBlameTheApplicationForATestThatBreaks() throws Exception {
        final NetworkProbe probe = probe();
        final Check broken = new NetworkCheck(probe, "Broken", "", Area.NETWORK, anyProbe -> {
            throw new IllegalStateException("nobody thought of this");
        });
        final Check next = new NetworkCheck(probe, "Next", "Broken", Area.NETWORK, anyProbe -> Judgement.skip("never"));

        final Diagnosis diagnosis = new Doctor(List.of(broken, next), System::nanoTime).run(FakeCheck.DEAF);

        final Finding finding = diagnosis.findings().get(0);
        assertThat(finding.isFailed()).isTrue();
        assertThat(finding.area()).isEqualTo(Area.APPLICATION);
        assertThat(finding.result()).contains("nobody thought of this");
        assertThat(finding.details()).anyMatch(line -> line.contains("NetworkJudgementsTest"));
        assertThat(diagnosis.findings().get(1).result()).isEqualTo("not tried: Broken failed");
        probe.close();
    }

    @Test
    void shouldNameTheFirstFailureOfAChainThatIsNotTried() throws Exception {
        final NetworkProbe probe = probe();
        final NetworkStage fails = anyProbe -> {
            throw new IOException("no");
        };
        new NetworkCheck(probe, "First", "", Area.NETWORK, fails).run();
        new NetworkCheck(probe, "Second", "First", Area.NETWORK, fails).run();

        assertThat(new NetworkCheck(probe, "Third", "Second", Area.NETWORK, fails)
                        .run()
                        .result())
                .isEqualTo("not tried: First failed");
        probe.close();
    }

    @Test
    void shouldStopWhereTheDoctorIsToldTo() throws Exception {
        try (FaultyNetwork network = new FaultyNetwork()) {
            final List<Check> checks =
                    network.streamsAt("wss://localhost").lookupHangs().checks();
            checks.get(0).run();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> checks.get(1).run()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldRefuseTimeOutsOfNothing() {
        assertThatThrownBy(() -> CheckLimits.DEFAULT.withTradeMs(0)).hasMessageContaining("at least 1 ms");
        assertThatThrownBy(() -> CheckLimits.DEFAULT.withRestMs(0)).hasMessageContaining("at least 1 ms");
    }

    @Test
    void shouldTryTheFirstLineThatARecorderWouldOpenAndSaySo() throws Exception {
        final NetworkCheckConfig config =
                NetworkCheckConfig.of(source("a", "b", "c", "d", "e"), 1, 1, CheckLimits.DEFAULT);

        assertThat(config.symbols()).containsExactly("A", "D");
        final NetworkProbe probe = new NetworkProbe(config, new Resolver());
        final Judgement judgement = new ConfigurationStage().run(probe);
        assertThat(judgement.result())
                .isEqualTo("the first 2 of 5 spot streams at ws://127.0.0.1:1, those of the other lines are not tried");
        assertThat(judgement.details()).contains("5 more lines like this are not tried");
        probe.close();
    }

    @Test
    void shouldTakeMoreSymbolsThanALineCarries() {
        final String[] symbols =
                IntStream.range(0, 1_500).mapToObj(i -> "S" + i).toArray(String[]::new);

        assertThat(NetworkCheckConfig.of(source(symbols), 1, 1, CheckLimits.DEFAULT)
                        .moreSymbols())
                .isEqualTo(1_498);
    }

    private static boolean isDue(final int lifeDays, final int daysLeft) {
        final Instant notAfter = NOW.plus(daysLeft, ChronoUnit.DAYS);
        return Certificates.isDue(notAfter.minus(lifeDays, ChronoUnit.DAYS), notAfter, NOW);
    }

    /** Those that the JDK trusts, the one that ends first before the others. */
    private static X509Certificate[] authorities() throws Exception {
        final TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                .sorted(Comparator.comparing(X509Certificate::getNotAfter))
                .toArray(X509Certificate[]::new);
    }

    private static NetworkCheckConfig config() {
        return NetworkCheckConfig.of(source("btcusdt"), 1, 1, CheckLimits.DEFAULT);
    }

    private static SourceConfig source(final String... symbols) {
        return new SourceConfig(
                Market.SPOT,
                List.of(symbols),
                2,
                2,
                1 << 18,
                RotationPlan.DEFAULT,
                new NetworkConfig(URI.create("ws://127.0.0.1:1"), null, null, null, Map.of(), 1_000));
    }

    private static NetworkProbe probe() {
        return new NetworkProbe(config(), new Resolver());
    }
}
