package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TcpTransportTest {
    private static final InetAddress LOOPBACK = Hosts.literalAddress("127.0.0.1");

    @Test
    void shouldCarryBytesBothWays() throws Exception {
        try (TestServer server =
                        TestServer.plain(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
                Transport transport = Drive.untilOpen(connect(LOOPBACK, server.port()))) {
            Drive.write(transport, "hello");

            assertThat(Drive.readText(transport, 5)).isEqualTo("hello");
            assertThat(transport.bytesWritten()).isEqualTo(5);
            assertThat(transport.bytesRead()).isEqualTo(5);
            assertThat(transport.description()).isEqualTo("127.0.0.1:" + server.port() + " tcp");
        }
    }

    @Test
    void shouldCarryBytesOverIpV6() throws Exception {
        final InetAddress loopback = Hosts.literalAddress("::1");
        try (TestServer server = TestServer.plain(
                        loopback, socket -> socket.getOutputStream().write('x'));
                Transport transport = Drive.untilOpen(connect(loopback, server.port()))) {
            assertThat(Drive.readText(transport, 1)).isEqualTo("x");
        } catch (final SocketException e) {
            Assumptions.abort("this machine has no IPv6 loopback: " + e.getMessage());
        }
    }

    @Test
    void shouldReadNothingWhereNothingIs() throws Exception {
        final CountDownLatch done = new CountDownLatch(1);
        try (TestServer server = TestServer.plain(socket -> done.await());
                Transport transport = connect(LOOPBACK, server.port())) {
            final ByteBuffer buffer = ByteBuffer.allocate(8);
            assertThat(transport.read(buffer)).as("before it is open").isZero();
            assertThat(transport.write(buffer)).as("before it is open").isZero();
            Drive.untilOpen(transport);

            assertThat(transport.read(buffer)).isZero();
            done.countDown();
        }
    }

    @Test
    void shouldAcceptOnlyWhatTheKernelTakes() throws Exception {
        final CountDownLatch done = new CountDownLatch(1);
        try (TestServer server = TestServer.plain(socket -> done.await());
                Transport transport = Drive.untilOpen(connect(LOOPBACK, server.port()))) {
            final ByteBuffer source = ByteBuffer.allocateDirect(1 << 20);
            int accepted = transport.write(source);
            while (accepted > 0) {
                source.clear();
                accepted = transport.write(source);
            }

            assertThat(accepted).as("bytes a full kernel takes").isZero();
            done.countDown();
        }
    }

    @Test
    @SuppressWarnings("try") // the explicit close is the point
    void shouldStillWriteAfterThePeerClosedItsHalf() throws Exception {
        try (TestServer server = TestServer.plain(socket -> {
                    socket.shutdownOutput();
                    final byte[] said = socket.getInputStream().readNBytes(5);
                    assertThat(new String(said, StandardCharsets.US_ASCII)).isEqualTo("hello");
                });
                Transport transport = Drive.untilOpen(connect(LOOPBACK, server.port()))) {
            assertThat(Drive.read(transport, ByteBuffer.allocate(1))).isEqualTo(-1);

            Drive.write(transport, "hello");

            transport.close();
            server.awaitScripts();
            assertThat(server.faults()).isEmpty();
        }
    }

    @Test
    void shouldNameWhoRefusesConnection() throws Exception {
        final int port = unusedPort();
        try (Transport transport = TcpTransport.connect("feed.example", LOOPBACK, port, SocketOptions.DEFAULT)) {
            final TransportException fault = Drive.untilFault(transport);

            assertThat(fault.stage()).isEqualTo(TransportStage.CONNECTING);
            assertThat(fault)
                    .hasMessage("connection refused by feed.example:" + port
                            + " (127.0.0.1): nothing listens there; check the host and the port");
        }
    }

    @Test
    void shouldSayThatAddressIsUnreachable() {
        // Linux refuses TCP to the broadcast address by itself, whatever its routes.
        assertThatThrownBy(() -> {
                    try (Transport transport = connect(Hosts.literalAddress("255.255.255.255"), 9)) {
                        Drive.untilOpen(transport);
                    }
                })
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("unreachable: 255.255.255.255:9: no route")
                .hasMessageContaining("firewall");
    }

    @Test
    void shouldReportReset() throws Exception {
        try (TestServer server = TestServer.plain(socket -> {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                });
                Transport transport = Drive.untilOpen(connect(LOOPBACK, server.port()))) {
            Drive.write(transport, "x");

            assertThatThrownBy(() -> Drive.read(transport, ByteBuffer.allocate(1)))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("127.0.0.1:" + server.port() + " broke: Connection reset");
        }
    }

    @Test
    @SuppressWarnings("try") // the explicit close is the point
    void shouldSayWhoClosedIt() throws Exception {
        try (TestServer server =
                        TestServer.plain(socket -> socket.getInputStream().read());
                Transport transport = Drive.untilOpen(connect(LOOPBACK, server.port()))) {
            transport.close();
            transport.close();

            assertThat(transport.poll()).isEqualTo(TransportStage.CLOSED);
            assertThatThrownBy(() -> transport.read(ByteBuffer.allocate(1))).hasMessageContaining("closed on our side");
        }
    }

    @Test
    void shouldAskForReceiveBuffer() throws Exception {
        assertThatThrownBy(() -> new SocketOptions(-1)).isInstanceOf(IllegalArgumentException.class);
        try (TestServer server =
                        TestServer.plain(socket -> socket.getOutputStream().write('x'));
                Transport transport = Drive.untilOpen(
                        TcpTransport.connect("localhost", LOOPBACK, server.port(), new SocketOptions(64 * 1024)))) {
            assertThat(Drive.readText(transport, 1)).isEqualTo("x");
        }
    }

    private static Transport connect(final InetAddress address, final int port) throws IOException {
        return TcpTransport.connect(address.getHostAddress(), address, port, SocketOptions.DEFAULT);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
