package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Finding NETWORK = finding("Upgrade", Area.NETWORK, Verdict.PASS);
    private static final Finding MACHINE = finding("Memory", Area.MACHINE, Verdict.PASS);
    private static final Finding APPLICATION = finding("Event loop", Area.APPLICATION, Verdict.PASS);
    private static final Finding BAD_NETWORK = finding("TLS handshake", Area.NETWORK, Verdict.FAIL);
    private static final Finding BAD_MACHINE = finding("Disk space", Area.MACHINE, Verdict.FAIL);
    private static final Finding BAD_APPLICATION = finding("Event loop", Area.APPLICATION, Verdict.FAIL);

    @Test
    void shouldFindAllWell() {
        final Diagnosis diagnosis = of(NETWORK, MACHINE, APPLICATION);
        assertThat(diagnosis.blame()).isEmpty();
        assertThat(diagnosis.conclusion())
                .isEqualTo("the network is fine; the application side is fine; this machine is fine");
        assertThat(diagnosis.status()).isEqualTo("PASS: 3 passed, 0 to look at, 0 failed, 0 not tried");
    }

    @Test
    void shouldBlameTheNetworkAlone() {
        final Diagnosis diagnosis = of(BAD_NETWORK, MACHINE, APPLICATION);
        assertThat(diagnosis.blame()).contains(Area.NETWORK);
        assertThat(diagnosis.conclusion())
                .isEqualTo("the network fails at TLS handshake: what TLS handshake found; "
                        + "nothing on this machine was found at fault");
    }

    @Test
    void shouldBlameTheApplicationSide() {
        final Diagnosis diagnosis = of(NETWORK, MACHINE, BAD_APPLICATION);
        assertThat(diagnosis.blame()).contains(Area.APPLICATION);
        assertThat(diagnosis.conclusion())
                .isEqualTo("the network is fine; the application side is not fine: Event loop: what Event loop found; "
                        + "this machine is fine");
    }

    @Test
    void shouldBlameTheMachine() {
        final Diagnosis diagnosis = of(NETWORK, BAD_MACHINE, APPLICATION);
        assertThat(diagnosis.blame()).contains(Area.MACHINE);
        assertThat(diagnosis.conclusion())
                .isEqualTo("the network is fine; the application side is fine; "
                        + "this machine is not as it should be: Disk space: what Disk space found");
    }

    @Test
    void shouldBlameTheNetworkBeforeTheMachineAndThatBeforeTheApplication() {
        assertThat(of(BAD_APPLICATION, BAD_MACHINE, BAD_NETWORK).blame()).contains(Area.NETWORK);
        assertThat(of(BAD_APPLICATION, BAD_MACHINE, NETWORK).blame()).contains(Area.MACHINE);
        assertThat(of(BAD_APPLICATION, BAD_MACHINE, BAD_NETWORK).conclusion())
                .isEqualTo("the network fails at TLS handshake: what TLS handshake found; "
                        + "the application side is not fine: Event loop: what Event loop found; "
                        + "this machine is not as it should be: Disk space: what Disk space found");
    }

    @Test
    void shouldNameWhatFailedBesides() {
        assertThat(of(BAD_NETWORK, finding("REST", Area.NETWORK, Verdict.FAIL), MACHINE, APPLICATION)
                        .conclusion())
                .startsWith("the network fails at TLS handshake: what TLS handshake found (and REST); ");
    }

    @Test
    void shouldNotCallFineWhatWasNotTested() {
        assertThat(of(MACHINE).conclusion())
                .isEqualTo("the network was not tested; the application side was not tested; this machine is fine");
        assertThat(of(BAD_NETWORK, MACHINE).conclusion())
                .endsWith("; the application side was not tested; this machine is fine");
        assertThat(of(MACHINE, finding("Upgrade", Area.NETWORK, Verdict.SKIP)).conclusion())
                .startsWith("the network was not tested; ");
    }

    @Test
    void shouldTakeNoSideForTestedOfWhichOnlyTheConfigurationWasRead() {
        assertThat(of(
                                NETWORK,
                                finding("Configuration", Area.MACHINE, Verdict.WARN),
                                finding("JDK and flags", Area.MACHINE, Verdict.PASS))
                        .conclusion())
                .isEqualTo("the network is fine; the application side was not tested; this machine was not tested; "
                        + "worth a look: Configuration");
    }

    @Test
    void shouldTellWhatDoesNotExistFromANetworkThatFails() {
        final Finding misspelt = finding("First trade", Area.REQUEST, Verdict.FAIL);
        assertThat(of(NETWORK, misspelt).conclusion())
                .startsWith("the network is fine; what was asked for does not exist at the exchange: First trade: ");
        assertThat(of(NETWORK, misspelt, BAD_MACHINE).blame()).contains(Area.REQUEST);
    }

    @Test
    void shouldNameWhatIsWorthALook() {
        final Diagnosis diagnosis = of(NETWORK, APPLICATION, finding("Jitter", Area.MACHINE, Verdict.WARN));
        assertThat(diagnosis.blame()).isEmpty();
        assertThat(diagnosis.conclusion()).endsWith("this machine is fine; worth a look: Jitter");
    }

    private static Diagnosis of(final Finding... findings) {
        return new Diagnosis(Stream.of(findings).toList(), true);
    }

    private static Finding finding(final String test, final Area area, final Verdict verdict) {
        return new Finding(test, area, verdict, "what " + test + " found", List.of(), "", 0);
    }
}
