package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(
        value = TlsEngine.class,
        names = {"CONSCRYPT", "JDK"})
class TlsSessionTest {
    private final TlsEngine engine;
    private final TlsFixture tls;

    TlsSessionTest(final TlsEngine engine) {
        this.engine = engine;
        tls = new TlsFixture(engine);
    }

    @AfterEach
    void closeFixture() throws Exception {
        tls.close();
    }

    /** On 1.3 a server's second startHandshake is a KeyUpdate that asks for ours; on 1.2 it renegotiates everything. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldCarryDataAcrossNewKeys(final String protocol) throws Exception {
        assumeNewKeys(protocol);
        final long seed = Drive.seed();
        final byte[] sent = Drive.randomBytes(new SplittableRandom(seed), 100_000);
        try (TestServer server = tls.server(protocol, socket -> writeUnderNewKeys((SSLSocket) socket, sent));
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThat(readAndAnswer(transport, sent.length))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
            assertThat(server.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldCarryDataAcrossNewKeysOverTricklingWire(final String protocol) throws Exception {
        assumeNewKeys(protocol);
        final long seed = Drive.seed();
        final byte[] sent = Drive.randomBytes(new SplittableRandom(seed), 100_000);
        try (TestServer server = tls.server(protocol, socket -> writeUnderNewKeys((SSLSocket) socket, sent));
                Transport transport = Drive.untilOpen(trickling(server, new SplittableRandom(seed), Runnable::run))) {
            assertThat(readAndAnswer(transport, sent.length))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
            assertThat(server.faults()).isEmpty();
        }
    }

    @Test
    void shouldEndTheStreamWhereTheServerOfConscryptRenegotiates() throws Exception {
        assumeThat(engine).isEqualTo(TlsEngine.CONSCRYPT);
        try (TestServer server =
                        tls.server("TLSv1.2", socket -> writeUnderNewKeys((SSLSocket) socket, new byte[100_000]));
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThatThrownBy(() -> readAndAnswer(transport, 100_000))
                    .isInstanceOf(TransportException.class)
                    .hasMessageEndingWith("failed: unexpected record");
        }
    }

    @Test
    void shouldTakeUpSessionAgain() throws Exception {
        final List<Long> createdMs = new ArrayList<>();
        try (TestServer server = tls.server("TLSv1.3", socket -> {
            ((SSLSocket) socket).startHandshake();
            createdMs.add(((SSLSocket) socket).getSession().getCreationTime());
            socket.getOutputStream().write('x');
            socket.getInputStream().read();
        })) {
            for (int i = 0; i < 2; i++) {
                try (Transport transport = Drive.untilOpen(tls.connect(server))) {
                    // The ticket stands before the first byte.
                    assertThat(Drive.readText(transport, 1)).isEqualTo("x");
                }
            }

            assertThat(createdMs).hasSize(2);
            assertThat(createdMs.get(1)).as("when the session was made").isEqualTo(createdMs.get(0));
        }
    }

    @Test
    void shouldVerifyHostAgainForEachName() throws Exception {
        try (TestServer server = TestServer.tls(tls.certificates.validFor("localhost"), "TLSv1.3", socket -> {
            socket.getOutputStream().write('x');
            socket.getInputStream().read();
        })) {
            try (Transport transport = Drive.untilOpen(tls.connect("localhost", server))) {
                Drive.readText(transport, 1);
            }
            try (Transport transport = tls.connect("127.0.0.1", server)) {
                assertThat(Drive.untilFault(transport)).hasMessageContaining("is not for 127.0.0.1 but for localhost");
            }
        }
    }

    private void assumeNewKeys(final String protocol) {
        assumeThat(engine == TlsEngine.JDK || protocol.equals("TLSv1.3"))
                .as("BoringSSL never renegotiates")
                .isTrue();
    }

    private static void writeUnderNewKeys(final SSLSocket socket, final byte[] bytes) throws Exception {
        final int pieces = 10;
        final int pieceBytes = bytes.length / pieces;
        final DataInputStream input = new DataInputStream(socket.getInputStream());
        for (int i = 0; i < pieces; i++) {
            socket.getOutputStream().write(bytes, i * pieceBytes, pieceBytes);
            if (i == 3 || i == 6) {
                socket.startHandshake();
            }
            assertThat(input.readInt()).isEqualTo(i);
        }
        input.read();
    }

    /** Reads everything, and answers each tenth of it with its number. */
    private static byte[] readAndAnswer(final Transport transport, final int length) throws IOException {
        final ByteBuffer received = ByteBuffer.allocate(length);
        for (int i = 0; i < 10; i++) {
            received.limit((i + 1) * length / 10);
            while (received.hasRemaining()) {
                assertThat(Drive.read(transport, received)).isPositive();
            }
            Drive.write(transport, ByteBuffer.allocate(4).putInt(0, i));
        }
        return received.array();
    }

    private Transport trickling(final TestServer server, final SplittableRandom random, final Executor executor)
            throws IOException {
        final Endpoint endpoint = new Endpoint(true, "localhost", server.port(), "/");
        final Transport tcp = TcpTransport.connect("localhost", server.address(), server.port(), SocketOptions.DEFAULT);
        final SSLEngine engine = tls.config().newEngine(endpoint);
        return new TlsTransport(new TricklingTransport(tcp, random), endpoint.hostAndPort(), engine, executor);
    }

    @Test
    void shouldCarryDataBothWaysOverTricklingWire() throws Exception {
        final long seed = Drive.seed();
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] sent = Drive.randomBytes(random, 200_000);
        try (TestServer server = tls.server("TLSv1.3", TlsSessionTest::echo);
                Transport transport = Drive.untilOpen(trickling(server, random.split(), Runnable::run))) {
            final ByteBuffer source = ByteBuffer.wrap(sent);
            final ByteBuffer received = ByteBuffer.allocate(sent.length);
            final long startNs = System.nanoTime();
            while (received.hasRemaining()) {
                if (transport.write(source) + transport.read(received) == 0) {
                    Drive.pause(startNs, "the echo; seed " + seed);
                }
                transport.flush();
            }

            assertThat(received.array()).as("seed %d", seed).isEqualTo(sent);
        }
    }

    private static void echo(final Socket socket) throws Exception {
        socket.getInputStream().transferTo(socket.getOutputStream());
    }
}
