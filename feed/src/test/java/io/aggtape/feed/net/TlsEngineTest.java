package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose TLS is chosen, and what Conscrypt's engine owes beyond what every engine is tested for. */
class TlsEngineTest {
    private static final ConscryptLibrary ABSENT = ConscryptLibrary.load(() -> {
        throw new UnsatisfiedLinkError("/tmp/x.so: failed to map segment from shared object\nmore of this");
    });

    @TempDir
    Path directory;

    @Test
    void shouldSpeakConscryptWhereItLoads() throws Exception {
        final TlsConfig config = TlsConfig.ofDefaultTrustStore(TlsEngine.AUTO);

        assertThat(config.engine()).startsWith("Conscrypt 2");
        assertThat(config.newEngine(Endpoint.parse("wss://a.example/"))).isInstanceOf(NativeEngine.class);
        assertThat(config.context().getProvider().getName()).isEqualTo("SunJSSE");
    }

    @Test
    void shouldSpeakTheJdksWithTheReasonWhereConscryptDoesNotLoad() throws Exception {
        final TlsConfig config = TlsConfig.ofAuthorities(ca(), TlsEngine.AUTO, ABSENT);

        assertThat(config.engine())
                .isEqualTo("the JDK's, because Conscrypt does not load here: java.lang.UnsatisfiedLinkError: "
                        + "/tmp/x.so: failed to map segment from shared object");
        assertThat(config.isFallback()).isTrue();
        assertThat(config.newEngine(Endpoint.parse("wss://a.example/"))).isNotInstanceOf(NativeEngine.class);
    }

    @Test
    void shouldRefuseToStartWhereConscryptIsAskedForAndDoesNotLoad() throws Exception {
        final Path ca = ca();

        assertThatThrownBy(() -> TlsConfig.ofAuthorities(ca, TlsEngine.CONSCRYPT, ABSENT))
                .isInstanceOf(MissingTlsEngineException.class)
                .hasMessageContaining("failed to map segment")
                .hasMessageContaining("--tls jdk");
    }

    @Test
    void shouldNameTheEnginesThereAre() {
        assertThat(TlsEngine.ofName("Conscrypt")).isEqualTo(TlsEngine.CONSCRYPT);
        assertThatThrownBy(() -> TlsEngine.ofName("openssl"))
                .hasMessage("no TLS engine is called 'openssl': use auto, conscrypt or jdk");
    }

    @ParameterizedTest
    @CsvSource({
        "CONSCRYPT, stream.example.com, true",
        "CONSCRYPT, 127.0.0.1, false",
        "CONSCRYPT, under_score.example.com, false",
        "JDK, stream.example.com, true",
        "JDK, 127.0.0.1, false",
        "JDK, under_score.example.com, false",
    })
    void shouldNameTheHostInTheFirstMessageWhereThatIsAllowed(
            final TlsEngine which, final String host, final boolean isNamed) throws Exception {
        final SSLEngine engine = TlsConfig.ofDefaultTrustStore(which).newEngine(Endpoint.parse("wss://" + host));
        final ByteBuffer hello = ByteBuffer.allocate(1 << 15);
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), hello);

        final String text = new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1);
        assertThat(text.contains(host)).isEqualTo(isNamed);
    }

    /** JDK 25 has given up RSA key transport; JDK 17 and Conscrypt have not. */
    @ParameterizedTest
    @EnumSource(names = {"JDK", "CONSCRYPT"})
    void shouldOfferNoCipherThatTheJdkHasSwitchedOff(final TlsEngine which) throws Exception {
        final TlsConfig config = TlsConfig.ofDefaultTrustStore(which);
        final SSLEngine engine = config.newEngine(Endpoint.parse("wss://a.example/"));

        assertThat(engine.getEnabledCipherSuites())
                .contains("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .isSubsetOf(config.context().getDefaultSSLParameters().getCipherSuites());
    }

    @Test
    void shouldFreeItsMemoryWhereverItIsClosed() throws Exception {
        try (TlsFixture tls = new TlsFixture(TlsEngine.CONSCRYPT)) {
            final TestCertificates stranger = new TestCertificates("a stranger");
            assertFreed(tls, new MemoryTlsServer(tls.good()), 0);
            for (int polls = 1; polls < 12; polls++) {
                assertFreed(tls, new MemoryTlsServer(tls.good()), polls);
                assertFreed(tls, new MemoryTlsServer(stranger.validFor("localhost")), polls);
            }
        }
    }

    @Test
    void shouldFreeItsMemoryAfterTheTaskThatRunsWhenItIsClosed() throws Exception {
        try (TlsFixture tls = new TlsFixture(TlsEngine.CONSCRYPT)) {
            final List<Runnable> tasks = new ArrayList<>();
            final SSLEngine engine = tls.config().newEngine(Endpoint.parse("wss://localhost/"));
            final MemoryTlsServer server = new MemoryTlsServer(tls.good());
            try (Transport transport = new TlsTransport(server, "localhost:443", engine, tasks::add)) {
                transport.poll();
                tasks.remove(0).run();
                while (tasks.isEmpty()) {
                    transport.poll();
                }
            }
            tasks.remove(0).run();

            assertThat(engine.isInboundDone() && engine.isOutboundDone()).isTrue();
        }
    }

    /** An engine's memory is freed when both halves are done and nothing waits to be sent. */
    private static void assertFreed(final TlsFixture tls, final MemoryTlsServer server, final int polls)
            throws IOException {
        final SSLEngine engine = tls.config().newEngine(Endpoint.parse("wss://localhost/"));
        final Transport transport = new TlsTransport(server, "localhost:443", engine, Runnable::run);
        try {
            for (int i = 0; i < polls; i++) {
                transport.poll();
            }
        } catch (final TransportException e) {
            assertThat(e).hasMessageContaining("a stranger");
        }
        transport.close();

        assertThat(engine.isInboundDone()).as("inbound after %d polls", polls).isTrue();
        assertThat(engine.isOutboundDone()).as("outbound after %d polls", polls).isTrue();
    }

    private Path ca() throws IOException {
        return new TestCertificates("aggtape test CA").writeAuthority(directory);
    }
}
