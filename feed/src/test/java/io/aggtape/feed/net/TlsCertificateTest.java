package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = TlsEngine.class,
        names = {"CONSCRYPT", "JDK"})
class TlsCertificateTest {
    private final TlsEngine engine;
    private final TlsFixture tls;

    TlsCertificateTest(final TlsEngine engine) {
        this.engine = engine;
        tls = new TlsFixture(engine);
    }

    @AfterEach
    void closeFixture() throws Exception {
        tls.close();
    }

    @Test
    void shouldAcceptIpAddressThatTheCertificateNames() throws Exception {
        try (TestServer server = TestServer.tls(
                        tls.certificates.validFor("127.0.0.1"),
                        "TLSv1.3",
                        socket -> socket.getOutputStream().write('x'));
                Transport transport = Drive.untilOpen(tls.connect("127.0.0.1", server))) {
            assertThat(Drive.readText(transport, 1)).isEqualTo("x");
        }
    }

    /** The JDK compares names with letters, digits and hyphens only, whoever's engine asks it. */
    @Test
    void shouldRefuseNameWithUnderscoreThatTheCertificateNames() throws Exception {
        assertThat(faultOf("under_score.example", tls.certificates.validFor("under_score.example")))
                .hasMessageContaining("is refused: Contains non-LDH ASCII characters");
    }

    @Test
    void shouldRefuseIpAddressThatTheCertificateDoesNotName() throws Exception {
        final TransportException fault = faultOf("127.0.0.1", tls.certificates.validFor("localhost"));

        assertThat(fault).hasMessageContaining("the certificate is not for 127.0.0.1 but for localhost;");
    }

    @Test
    void shouldRefuseOtherHostAndNameThoseOfTheCertificate() throws Exception {
        final TransportException fault = faultOf("localhost", tls.certificates.validFor("a.example", "10.0.0.1"));

        assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
        assertThat(fault)
                .hasMessageStartingWith("TLS: the certificate is not for localhost but for a.example, 10.0.0.1;");
    }

    @Test
    void shouldCutLongListOfNames() throws Exception {
        final String[] names = new String[100];
        for (int i = 0; i < names.length; i++) {
            names[i] = "host" + i + ".example";
        }

        assertThat(faultOf("localhost", tls.certificates.validFor(names)))
                .hasMessageContaining("host7.example and 92 more");
    }

    @Test
    void shouldRefuseExpiredCertificateWithItsDate() throws Exception {
        final Instant notAfter = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        final TransportException fault = faultOf("localhost", tls.certificates.expired(notAfter, "localhost"));

        assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
        assertThat(fault)
                .hasMessageStartingWith("TLS: the certificate 'CN=localhost' expired on " + notAfter)
                .hasMessageContaining("the server needs a new one, unless the clock is wrong");
    }

    @Test
    void shouldRefuseCertificateThatIsNotYetValidWithItsDate() throws Exception {
        final Instant notBefore = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        assertThat(faultOf("localhost", tls.certificates.notYetValid(notBefore, "localhost")))
                .hasMessageStartingWith("TLS: the certificate 'CN=localhost' is not valid before " + notBefore)
                .hasMessageContaining("check the clock");
    }

    @Test
    void shouldRefuseUnknownIssuerAndPointToCaFile() throws Exception {
        final TestCertificates stranger = new TestCertificates("a stranger");

        assertThat(faultOf("localhost", stranger.validFor("localhost")))
                .hasMessageContaining("was issued by 'CN=a stranger', which is unknown to")
                .hasMessageContaining("ca.pem")
                .hasMessageContaining("--ca FILE.pem");
    }

    @Test
    void shouldNotTrustStrangerThatTakesTheNameOfAnAuthority() throws Exception {
        final TestCertificates impostor = new TestCertificates("aggtape test CA");

        final TransportException fault = faultOf("localhost", impostor.validFor("localhost"));

        assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
        assertThat(fault).hasMessageContaining("certificate").hasMessageContaining("localhost");
    }

    @Test
    void shouldNotTrustPrivateAuthorityByDefault() throws Exception {
        try (TestServer server = TestServer.tls(tls.good(), "TLSv1.3", TlsCertificateTest::shakeHands);
                Transport transport = tls.factory(TlsConfig.ofDefaultTrustStore(engine), ProxyRules.direct())
                        .open(new Endpoint(true, "localhost", server.port(), "/"), server.address())) {
            assertThat(Drive.untilFault(transport))
                    .hasMessageContaining("unknown to this JDK's trust store")
                    .hasMessageContaining("--ca FILE.pem");
        }
    }

    @Test
    void shouldTrustSelfSignedCertificateGivenAsAuthority() throws Exception {
        final Path pem = tls.directory().resolve("self.pem");
        final SSLContext self = TestCertificates.selfSigned(Instant.now().plus(1, ChronoUnit.DAYS), pem, "localhost");
        try (TestServer server = TestServer.tls(
                        self, "TLSv1.3", socket -> socket.getOutputStream().write('x'));
                Transport transport = tls.factory(tls.ofAuthorities(pem), ProxyRules.direct())
                        .open(new Endpoint(true, "localhost", server.port(), "/"), server.address())) {
            assertThat(Drive.readText(Drive.untilOpen(transport), 1)).isEqualTo("x");
        }
    }

    @Test
    void shouldRefuseExpiredSelfSignedCertificateAlthoughItIsGivenAsAuthority() throws Exception {
        final Path pem = tls.directory().resolve("self.pem");
        final SSLContext self = TestCertificates.selfSigned(Instant.now().minus(1, ChronoUnit.DAYS), pem, "localhost");
        try (TestServer server = TestServer.tls(self, "TLSv1.3", TlsCertificateTest::shakeHands);
                Transport transport = tls.factory(tls.ofAuthorities(pem), ProxyRules.direct())
                        .open(new Endpoint(true, "localhost", server.port(), "/"), server.address())) {
            assertThat(Drive.untilFault(transport)).hasMessageContaining("'CN=localhost' expired on");
        }
    }

    @Test
    void shouldTellTheServerWhyItLeaves() throws Exception {
        final MemoryTlsServer server = new MemoryTlsServer(new TestCertificates("a stranger").validFor("localhost"));
        final Endpoint endpoint = Endpoint.parse("wss://localhost/");
        try (Transport transport =
                new TlsTransport(server, endpoint.hostAndPort(), tls.config().newEngine(endpoint), Runnable::run)) {
            Drive.untilFault(transport);
        }

        assertThat(server.refusal()).hasMessageContaining("certificate_unknown");
    }

    @Test
    void shouldSayWhatIsWrongWithCaFile() throws Exception {
        final Path missing = tls.directory().resolve("missing.pem");
        assertThatThrownBy(() -> tls.ofAuthorities(missing))
                .hasMessage("cannot read the CA file " + missing + ": there is no such file");
        assertThatThrownBy(() -> tls.ofAuthorities(tls.directory())).hasMessageContaining("it is a directory");

        final Path pem = tls.directory().resolve("bad.pem");
        final String good = TestCertificates.toPem(tls.certificates.authority());
        assertCaFault(pem, "", "holds no certificate in PEM form");
        assertCaFault(
                pem,
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
                "line 1 has: -----BEGIN EC PRIVATE KEY-----");
        assertCaFault(
                pem, "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n", "line 1: this is no valid");
        assertCaFault(pem, good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "this is no valid");
        assertCaFault(pem, good + "-----BEGIN CERTIFICATE-----\nAAAA\n", "this certificate has no end");
        assertCaFault(pem, good.substring(good.indexOf('\n') + 1), "the end of a certificate without its begin");
    }

    @Test
    void shouldReadSeveralAuthoritiesWithTextAroundThem() throws Exception {
        final String text = "Subject: CN=x\r\n\r\n" + TestCertificates.toPem(tls.certificates.authority())
                + "# next\n  " + TestCertificates.toPem(new TestCertificates("b").authority());

        assertThat(TrustStores.parse("ca.pem", text)).hasSize(2);
    }

    private void assertCaFault(final Path pem, final String text, final String message) throws Exception {
        Files.writeString(pem, text);

        assertThatThrownBy(() -> tls.ofAuthorities(pem))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(pem.toString())
                .hasMessageContaining(message);
    }

    private TransportException faultOf(final String host, final SSLContext context) throws Exception {
        final TransportException modern = faultOf(host, context, "TLSv1.3");
        assertThat(faultOf(host, context, "TLSv1.2").stage()).isEqualTo(modern.stage());
        return modern;
    }

    private TransportException faultOf(final String host, final SSLContext context, final String protocol)
            throws Exception {
        try (TestServer server = TestServer.tls(context, protocol, TlsCertificateTest::shakeHands);
                Transport transport = tls.connect(host, server)) {
            return Drive.untilFault(transport);
        }
    }

    private static void shakeHands(final Socket socket) throws Exception {
        ((SSLSocket) socket).startHandshake();
        socket.getInputStream().read();
    }
}
