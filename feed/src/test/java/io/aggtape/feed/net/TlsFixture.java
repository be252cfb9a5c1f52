package io.aggtape.feed.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** What a test of TLS needs: an authority, a client that trusts it alone, and servers on loopback. */
final class TlsFixture implements AutoCloseable {
    final TestCertificates certificates = new TestCertificates("aggtape test CA");
    private final HandshakeThreads threads = new HandshakeThreads(1);
    private final Path directory;
    private final TlsEngine engine;
    private final TlsConfig config;

    TlsFixture(final TlsEngine engine) {
        this.engine = engine;
        try {
            directory = Files.createTempDirectory("aggtape-tls");
            config = ofAuthorities(certificates.writeAuthority(directory));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server with a good certificate for localhost and both loopback addresses. */
    TestServer server(final String protocol, final TestServer.Script script) throws IOException {
        return TestServer.tls(good(), protocol, script);
    }

    SSLContext good() {
        return certificates.validFor("localhost", "127.0.0.1", "::1");
    }

    TransportFactory factory() {
        return factory(config, ProxyRules.direct());
    }

    TransportFactory factory(final TlsConfig tls, final ProxyRules proxy) {
        return new NetTransportFactory(tls, proxy, SocketOptions.DEFAULT, threads);
    }

    /** Trusts these authorities, with the engine that is tested. */
    TlsConfig ofAuthorities(final Path pem) throws IOException {
        return TlsConfig.ofAuthorities(pem, engine);
    }

    TlsConfig config() {
        return config;
    }

    Path directory() {
        return directory;
    }

    /** A client's transport to the server under the name localhost, not open yet. */
    Transport connect(final TestServer server) throws IOException {
        return connect("localhost", server);
    }

    Transport connect(final String host, final TestServer server) throws IOException {
        return factory().open(new Endpoint(true, host, server.port(), "/"), server.address());
    }

    @Override
    public void close() throws IOException {
        threads.close();
        try (var files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
