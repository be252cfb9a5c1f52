package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(
        value = TlsEngine.class,
        names = {"CONSCRYPT", "JDK"})
class TlsTransportTest {
    private static final int PAYLOAD_BYTES = 2_000_000;

    private final TlsFixture tls;

    TlsTransportTest(final TlsEngine engine) {
        tls = new TlsFixture(engine);
    }

    @AfterEach
    void closeFixture() throws Exception {
        tls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldCarryRandomDataCutAnywhereToTheReader(final String protocol) throws Exception {
        final long seed = Drive.seed();
        final byte[] sent = Drive.randomBytes(new SplittableRandom(seed), PAYLOAD_BYTES);
        try (TestServer server = tls.server(protocol, socket -> {
                    writeCut(new SplittableRandom(seed + 1), sent, socket.getOutputStream());
                    socket.getInputStream().read();
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThat(transport.description()).contains(protocol);

            final byte[] received = readCut(new SplittableRandom(seed + 2), sent.length, transport);

            assertThat(received).as("seed %d", seed).isEqualTo(sent);
            assertThat(transport.bytesRead()).isGreaterThan(sent.length);
            assertThat(transport.recordsRead()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldCarryRandomDataCutAnywhereFromTheWriter(final String protocol) throws Exception {
        final long seed = Drive.seed();
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] sent = Drive.randomBytes(random, PAYLOAD_BYTES);
        final byte[] received = new byte[sent.length];
        try (TestServer server = tls.server(protocol, socket -> {
                    new DataInputStream(socket.getInputStream()).readFully(received);
                    socket.getOutputStream().write('k');
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            final ByteBuffer source = ByteBuffer.wrap(sent);
            while (source.position() < sent.length) {
                source.limit(Math.min(sent.length, source.position() + 1 + random.nextInt(60_000)));
                Drive.write(transport, source);
            }

            assertThat(Drive.readText(transport, 1)).isEqualTo("k");
            assertThat(received).as("seed %d", seed).isEqualTo(sent);
            assertThat(transport.bytesWritten()).isGreaterThan(sent.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16_383, 16_384, 16_385, 17_000})
    void shouldHandOutFullRecordsToDestinationsOfAnySize(final int destinationBytes) throws Exception {
        final long seed = Drive.seed();
        final byte[] sent = Drive.randomBytes(new SplittableRandom(seed), 3 * 16_384);
        try (TestServer server = tls.server("TLSv1.3", socket -> {
                    socket.getOutputStream().write(sent);
                    socket.getInputStream().read();
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            final ByteBuffer received = ByteBuffer.allocate(sent.length);
            final ByteBuffer destination = ByteBuffer.allocate(destinationBytes);
            while (received.hasRemaining()) {
                final int count = Drive.read(transport, destination.clear());
                assertThat(destination.position()).isEqualTo(count);
                received.put(destination.flip());
            }

            assertThat(received.array()).as("seed %d", seed).isEqualTo(sent);
        }
    }

    @Test
    void shouldReadNothingIntoFullDestinationAndBeforeItIsOpen() throws Exception {
        try (TestServer server =
                        tls.server("TLSv1.3", socket -> socket.getOutputStream().write('x'));
                Transport transport = tls.connect(server)) {
            assertThat(transport.read(ByteBuffer.allocate(1))).isZero();
            assertThat(transport.write(ByteBuffer.allocate(1))).isZero();
            Drive.untilOpen(transport);

            assertThat(transport.read(ByteBuffer.allocate(0))).isZero();
            assertThat(Drive.readText(transport, 1)).isEqualTo("x");
        }
    }

    @Test
    void shouldAcceptOnlyWhatFitsWhileThePeerDoesNotRead() throws Exception {
        final CountDownLatch mayRead = new CountDownLatch(1);
        final long[] total = new long[1];
        try (TestServer server = tls.server("TLSv1.3", socket -> {
                    ((SSLSocket) socket).startHandshake();
                    mayRead.await();
                    while (socket.getInputStream().read() == 0) {
                        total[0]++;
                    }
                    socket.getOutputStream().write('k');
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            final ByteBuffer source = ByteBuffer.allocate(1 << 20);
            long accepted = 0;
            for (int count = transport.write(source); count > 0; count = transport.write(source)) {
                accepted += count;
                source.clear();
            }
            assertThat(transport.flush()).as("everything is in the kernel").isFalse();

            mayRead.countDown();
            Drive.write(transport, "end");

            assertThat(Drive.readText(transport, 1)).isEqualTo("k");
            assertThat(total[0]).isEqualTo(accepted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void shouldSendNameToTheServerUnlessItIsAnIpLiteral(final String host) throws Exception {
        final String[] names = {"nobody asked"};
        try (TestServer server = tls.server("TLSv1.3", socket -> {
                    ((SSLSocket) socket).startHandshake();
                    final ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
                    names[0] = session.getRequestedServerNames().toString();
                    socket.getOutputStream().write('x');
                });
                Transport transport = Drive.untilOpen(tls.connect(host, server))) {
            Drive.readText(transport, 1);

            assertThat(names[0]).isEqualTo(host.equals("localhost") ? "[type=host_name (0), value=localhost]" : "[]");
        }
    }

    @Test
    void shouldConnectOverIpV6() throws Exception {
        try (TestServer server = TestServer.tls(
                        Hosts.literalAddress("::1"),
                        tls.good(),
                        "TLSv1.3",
                        socket -> socket.getOutputStream().write('x'));
                Transport transport = Drive.untilOpen(tls.connect("::1", server))) {
            assertThat(Drive.readText(transport, 1)).isEqualTo("x");
        } catch (final SocketException e) {
            Assumptions.abort("this machine has no IPv6 loopback: " + e.getMessage());
        }
    }

    @Test
    void shouldNotComputeHandshakeOnThePollingThread() throws Exception {
        try (TestServer server =
                tls.server("TLSv1.3", socket -> socket.getInputStream().read())) {
            final CountDownLatch handedOver = new CountDownLatch(1);
            final Endpoint endpoint = new Endpoint(true, "localhost", server.port(), "/");
            final TransportFactory factory = new NetTransportFactory(
                    tls.config(), ProxyRules.direct(), SocketOptions.DEFAULT, task -> handedOver.countDown());
            try (Transport transport = factory.open(endpoint, server.address())) {
                final long startNs = System.nanoTime();
                while (handedOver.getCount() > 0) {
                    assertThat(transport.bytesWritten())
                            .as("before the first task has run")
                            .isZero();
                    assertThat(transport.poll()).isNotEqualTo(TransportStage.OPEN);
                    Drive.pause(startNs, "a task for the executor");
                }

                assertThat(transport.poll()).as("while the task never runs").isEqualTo(TransportStage.SECURING);
                assertThat(transport.bytesWritten())
                        .as("not even a ClientHello is computed here")
                        .isZero();
            }
        }
    }

    @Test
    void shouldSayThatHandshakeThreadsHaveStopped() throws Exception {
        final HandshakeThreads stopped = new HandshakeThreads(1);
        stopped.close();
        try (TestServer server =
                        tls.server("TLSv1.3", socket -> socket.getInputStream().read());
                Transport transport = new NetTransportFactory(
                                tls.config(), ProxyRules.direct(), SocketOptions.DEFAULT, stopped)
                        .open(new Endpoint(true, "localhost", server.port(), "/"), server.address())) {
            assertThat(Drive.untilFault(transport)).hasMessageContaining("threads for TLS handshakes have stopped");
        }
    }

    @Test
    @SuppressWarnings("try") // the explicit close is the point
    void shouldSayWhoClosedIt() throws Exception {
        try (TestServer server =
                        tls.server("TLSv1.3", socket -> socket.getInputStream().read());
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            transport.close();
            transport.close();

            assertThat(transport.poll()).isEqualTo(TransportStage.CLOSED);
            assertThatThrownBy(() -> transport.read(ByteBuffer.allocate(1))).hasMessageContaining("closed on our side");
            assertThatThrownBy(() -> transport.write(ByteBuffer.allocate(1)))
                    .hasMessageContaining("closed on our side");
        }
    }

    /** Writes in pieces of all sizes, many of them tiny: each is a record of its own. */
    private static void writeCut(final SplittableRandom random, final byte[] bytes, final OutputStream stream)
            throws Exception {
        for (int at = 0; at < bytes.length; ) {
            final int most = random.nextInt(4) == 0 ? 200_000 : 300;
            final int length = Math.min(bytes.length - at, 1 + random.nextInt(most));
            stream.write(bytes, at, length);
            at += length;
        }
    }

    private static byte[] readCut(final SplittableRandom random, final int length, final Transport transport)
            throws Exception {
        final ByteBuffer received = ByteBuffer.allocate(length);
        final ByteBuffer direct = ByteBuffer.allocateDirect(100_000);
        while (received.hasRemaining()) {
            direct.clear().limit(1 + random.nextInt(random.nextInt(4) == 0 ? 100 : 100_000));
            assertThat(Drive.read(transport, direct)).isPositive();
            received.put(direct.flip());
        }
        return received.array();
    }
}
