package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(
        value = TlsEngine.class,
        names = {"CONSCRYPT", "JDK"})
class TlsEndTest {
    private final TlsEngine engine;
    private final TlsFixture tls;

    TlsEndTest(final TlsEngine engine) {
        this.engine = engine;
        tls = new TlsFixture(engine);
    }

    @AfterEach
    void closeFixture() throws Exception {
        tls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldReadToTheEndWhenThePeerSaysFarewell(final String protocol) throws Exception {
        try (TestServer server = tls.server(protocol, socket -> {
                    socket.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
                    socket.close();
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThat(Drive.readText(transport, 100)).isEqualTo("bye");
            assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldReportStreamThatEndsWithoutFarewellAfterItsData(final String protocol) throws Exception {
        final SSLContext context = tls.good();
        try (TestServer server = TestServer.plain(socket -> {
                    final SSLSocket secure = (SSLSocket)
                            context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), false);
                    secure.setUseClientMode(false);
                    secure.setEnabledProtocols(new String[] {protocol});
                    secure.getOutputStream().write("half".getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThat(Drive.readText(transport, 4)).isEqualTo("half");

            assertThatThrownBy(() -> Drive.read(transport, ByteBuffer.allocate(10)))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("ended the stream without close_notify")
                    .hasMessageContaining("may have been cut off");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSayFarewellToThePeer(final String protocol) throws Exception {
        final int[] last = {0};
        final CountDownLatch ticketsRead = new CountDownLatch(1);
        try (TestServer server = tls.server(protocol, socket -> {
            socket.getOutputStream().write('x');
            ticketsRead.await();
            last[0] = socket.getInputStream().read();
        })) {
            try (Transport transport = Drive.untilOpen(tls.connect(server))) {
                Drive.readText(transport, 1);
            }
            ticketsRead.countDown();
            server.awaitScripts();

            assertThat(server.faults()).isEmpty();
            assertThat(last[0]).as("end of stream, properly").isEqualTo(-1);
        }
    }

    @Test
    void shouldStillWriteAfterThePeerClosedItsHalf() throws Exception {
        assumeThat(engine).as("Conscrypt closes both halves").isEqualTo(TlsEngine.JDK);
        final StringBuilder said = new StringBuilder();
        try (TestServer server = tls.server("TLSv1.3", socket -> {
                    ((SSLSocket) socket).startHandshake();
                    socket.shutdownOutput();
                    said.append(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThat(Drive.read(transport, ByteBuffer.allocate(1))).isEqualTo(-1);

            Drive.write(transport, "hello");
            server.awaitScripts();

            assertThat(said).hasToString("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSayThatThePeerHasEndedWhereNoHalfClosedStreamIsAllowed(final String protocol) throws Exception {
        assumeThat(engine == TlsEngine.CONSCRYPT || protocol.equals("TLSv1.2"))
                .as("TLS 1.3 of the JDK lets each half end by itself")
                .isTrue();
        try (TestServer server = tls.server(protocol, socket -> {
                    ((SSLSocket) socket).startHandshake();
                    socket.close();
                });
                Transport transport = Drive.untilOpen(tls.connect(server))) {
            assertThat(Drive.read(transport, ByteBuffer.allocate(1))).isEqualTo(-1);

            assertThatThrownBy(() -> Drive.write(transport, "hello"))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("has ended the connection");
        }
    }

    @Test
    void shouldSayThatThePeerSpeaksPlainText() throws Exception {
        try (TestServer server = TestServer.plain(
                        socket -> say(socket, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                Transport transport = tls.connect(server)) {
            final TransportException fault = Drive.untilFault(transport);

            assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
            assertThat(fault)
                    .hasMessageContaining("localhost:" + server.port() + " does not speak TLS")
                    .hasMessageContaining("\"HTTP/1.1 400 Bad Request..")
                    .hasMessageContaining("ws://");
        }
    }

    @Test
    void shouldSayThatThePeerClosedInTheHandshake() throws Exception {
        try (TestServer server =
                        TestServer.plain(socket -> socket.getInputStream().read(new byte[4096]));
                Transport transport = tls.connect(server)) {
            final TransportException fault = Drive.untilFault(transport);

            assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
            assertThat(fault).hasMessageContaining("closed the connection in the TLS handshake");
        }
    }

    @Test
    void shouldNameHandshakeWhereTheConnectionIsResetInIt() throws Exception {
        try (TestServer server = TestServer.plain(socket -> {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                });
                Transport transport = tls.connect(server)) {
            final TransportException fault = Drive.untilFault(transport);

            assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
            assertThat(fault).hasMessageContaining("in the TLS handshake: ").hasMessageContaining("reset");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "70|speaks neither TLS 1.2 nor TLS 1.3",
                "40|it shares no cipher with this JDK, or wants a client certificate",
                "112|does not know that host name",
                "116|wants a client certificate",
                "80|broke off with alert internal_error",
            })
    void shouldExplainAlertOfThePeer(final int alert, final String message) throws Exception {
        try (TestServer server = TestServer.plain(socket -> say(socket, new byte[] {21, 3, 3, 0, 2, 2, (byte) alert}));
                Transport transport = tls.connect(server)) {
            final TransportException fault = Drive.untilFault(transport);

            assertThat(fault.stage()).isEqualTo(TransportStage.SECURING);
            assertThat(fault).hasMessageContaining(message);
        }
    }

    @Test
    void shouldExplainServerThatPicksAnOldVersion() throws Exception {
        // A ServerHello of TLS 1.1: version, 32 random bytes, no session, a cipher, no compression.
        final ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 38);
        hello.put(new byte[] {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2});
        hello.position(hello.position() + 32);
        hello.put(new byte[] {0, (byte) 0xc0, 0x13, 0});
        try (TestServer server = TestServer.plain(socket -> say(socket, hello.array()));
                Transport transport = tls.connect(server)) {
            assertThat(Drive.untilFault(transport)).hasMessageContaining("speaks neither TLS 1.2 nor TLS 1.3");
        }
    }

    private static void say(final Socket socket, final byte[] bytes) throws Exception {
        socket.getInputStream().read(new byte[4096]);
        socket.getOutputStream().write(bytes);
        // Until the client has gone, so that its last words never meet a closed socket.
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
