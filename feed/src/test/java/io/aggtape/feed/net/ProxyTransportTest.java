package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTransportTest {
    private static final Endpoint TARGET = Endpoint.parse("ws://target.example:9/");

    private final TlsFixture tls = new TlsFixture(TlsEngine.AUTO);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeFixture() throws Exception {
        tls.close();
    }

    @Test
    void shouldLeaveTheNameOfTheTargetToTheProxy() throws Exception {
        try (TestServer proxy = replying("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nhello");
                Transport transport = Drive.untilOpen(through(proxy, "", TARGET))) {
            assertThat(Drive.readText(transport, 5))
                    .as("what came right behind the reply")
                    .isEqualTo("hello");
            assertThat(requests).containsExactly("CONNECT target.example:9 HTTP/1.1\r\nHost: target.example:9\r\n\r\n");
            assertThat(transport.description())
                    .isEqualTo("target.example:9 through proxy 127.0.0.1:" + proxy.port() + " tcp");
        }
    }

    @Test
    void shouldBeReadyWhileBytesThatCameBehindTheReplyWait() throws Exception {
        try (SelectedReads reads = SelectedReads.open();
                TestServer proxy = replying("HTTP/1.1 200 OK\r\n\r\nhello")) {
            final ProxyRules rules = ProxyRules.always(ProxyConfig.parse("127.0.0.1:" + proxy.port()));
            try (Transport transport =
                    reads.watching(tls.factory(tls.config(), rules)).open(TARGET, proxy.address())) {
                Drive.untilOpen(transport);
                assertThat(reads.refresh()).as("sockets with bytes").isZero();
                assertThat(transport.isReady()).isTrue();
                assertThat(Drive.readText(transport, 5)).isEqualTo("hello");
                assertThat(transport.isReady()).isFalse();
            }
        }
    }

    @Test
    void shouldResolveTheProxyAndNotTheTarget() {
        final TransportFactory factory =
                tls.factory(tls.config(), ProxyRules.always(ProxyConfig.parse("proxy.example:3128")));

        assertThat(factory.hostToResolve(TARGET)).isEqualTo("proxy.example");
        assertThat(tls.factory().hostToResolve(TARGET)).isEqualTo("target.example");
    }

    @Test
    void shouldLogIn() throws Exception {
        try (TestServer proxy = replying("HTTP/1.0 200 OK\r\n\r\n");
                Transport transport = through(proxy, "Aladdin:open%20sesame@", TARGET)) {
            Drive.untilOpen(transport);

            assertThat(requests)
                    .singleElement()
                    .asString()
                    .contains("\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n");
        }
    }

    @Test
    void shouldCarryTlsInside() throws Exception {
        final byte[] sent = Drive.randomBytes(new SplittableRandom(1), 100_000);
        try (TestServer server = tls.server("TLSv1.3", socket -> {
                    socket.getOutputStream().write(sent);
                    socket.getInputStream().read();
                });
                TestServer proxy = TestServer.plain(ProxyTransportTest::tunnel);
                Transport transport = through(proxy, "", Endpoint.parse("wss://localhost:" + server.port() + "/"))) {
            Drive.untilOpen(transport);

            assertThat(transport.description()).contains("through proxy").contains("TLSv1.3");
            assertThat(Drive.readText(transport, sent.length)).isEqualTo(new String(sent, StandardCharsets.UTF_8));
            Drive.write(transport, "k");
        }
    }

    @Test
    void shouldVerifyTheTargetAndNotTheProxy() throws Exception {
        try (TestServer server = TestServer.tls(
                        tls.certificates.validFor("127.0.0.1"),
                        "TLSv1.3",
                        socket -> socket.getInputStream().read());
                TestServer proxy = TestServer.plain(ProxyTransportTest::tunnel);
                Transport transport = through(proxy, "", Endpoint.parse("wss://localhost:" + server.port() + "/"))) {
            assertThat(Drive.untilFault(transport)).hasMessageContaining("is not for localhost but for 127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|HTTP/1.1 407 Proxy Authentication Required|it answered 407 Proxy Authentication Required; it wants a login",
                "u:p@|HTTP/1.1 407 No|it answered 407 No; it does not accept this user and password",
                "''|HTTP/1.1 502 Bad Gateway|it answered 502 Bad Gateway",
                "''|HTTP/1.1 403|it answered 403",
                "''|HTTP/1.1 100 Continue|it answered 100 Continue",
                "''|HTTP/2 200 OK|which is not HTTP",
                "''|SSH-2.0-OpenSSH_9|it answered \"SSH-2.0-OpenSSH_9\", which is not HTTP",
            })
    void shouldReportWhatTheProxyAnswers(final String login, final String statusLine, final String message)
            throws Exception {
        try (TestServer proxy = replying(statusLine + "\r\n\r\n");
                Transport transport = through(proxy, login, TARGET)) {
            final TransportException fault = Drive.untilFault(transport);

            assertThat(fault.stage()).isEqualTo(TransportStage.PROXYING);
            assertThat(fault)
                    .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port() + " gave no tunnel to target.example:9")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void shouldNotReadEndlessReplies() throws Exception {
        try (TestServer proxy = replying("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000));
                Transport transport = through(proxy, "", TARGET)) {
            assertThat(Drive.untilFault(transport)).hasMessageContaining("no end within 16384 bytes");
        }
    }

    @Test
    void shouldReportProxyThatClosesWithoutAnAnswer() throws Exception {
        try (TestServer proxy = TestServer.plain(socket -> readHead(socket.getInputStream()));
                Transport transport = through(proxy, "", TARGET)) {
            assertThat(Drive.untilFault(transport))
                    .hasMessageContaining("closed the connection before it had answered");
        }
    }

    @Test
    void shouldReadReplyThatComesInPieces() throws Exception {
        final long seed = Drive.seed();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            try (TestServer proxy = replying("HTTP/1.1 200 OK\r\nA: b\r\n\r\nhello")) {
                final ProxyConfig config = ProxyConfig.parse("127.0.0.1:" + proxy.port());
                final Transport tcp =
                        TcpTransport.connect("127.0.0.1", proxy.address(), proxy.port(), SocketOptions.DEFAULT);
                try (Transport transport =
                        new ProxyTransport(new TricklingTransport(tcp, random.split()), config, TARGET)) {
                    assertThat(Drive.readText(Drive.untilOpen(transport), 5))
                            .as("seed %d", seed)
                            .isEqualTo("hello");
                }
            }
        }
    }

    @Test
    void shouldShowNoControlCharactersOfTheProxy() {
        assertThat(ProxyReply.parse("HTTP/1.1 500 a\u001b[2Jb\u00e9\r\n\r\n").reason())
                .isEqualTo("a.[2Jb.");
    }

    private Transport through(final TestServer proxy, final String login, final Endpoint target) throws IOException {
        final ProxyConfig config = ProxyConfig.parse("http://" + login + "127.0.0.1:" + proxy.port());
        return tls.factory(tls.config(), ProxyRules.always(config)).open(target, proxy.address());
    }

    private TestServer replying(final String reply) throws IOException {
        return TestServer.plain(socket -> {
            requests.add(readHead(socket.getInputStream()));
            socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    private static String readHead(final InputStream stream) throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            final int b = stream.read();
            if (b < 0) {
                throw new IOException("the client left after: " + head);
            }
            head.append((char) b);
        }
        return head.toString();
    }

    /** A proxy that does what it is asked to, for targets on loopback. */
    private static void tunnel(final Socket client) throws Exception {
        final String head = readHead(client.getInputStream());
        final int port = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP")));
        try (Socket target = new Socket("127.0.0.1", port)) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            final Thread up = new Thread(() -> pass(client, target));
            up.setDaemon(true);
            up.start();
            pass(target, client);
            client.shutdownOutput();
            up.join();
        }
    }

    private static void pass(final Socket from, final Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (final IOException e) {
            // One side has gone: so does the tunnel.
            return;
        }
    }
}
