package io.aggtape.feed.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The port of the exchange: Jetty, its threads, and with TLS the certificate of this run. */
final class ExchangeServer {
    private static final int MAX_THREADS = 16;
    private static final int MIN_THREADS = 4;
    private static final int INPUT_BYTES = 8 << 10;

    private final ExchangeConfig config;
    private final Server server;
    private final List<ServerConnector> connectors = new ArrayList<>();
    private Path caPem;

    /**
     * Makes the certificate; nothing listens before {@link #start}.
     *
     * @throws UncheckedIOException where the CA's file cannot be written.
     */
    ExchangeServer(final ExchangeConfig config, final FaultBoard board, final Handler handler) {
        this.config = config;
        final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("exchange-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        server = new Server(threads);
        server.setHandler(handler);
        final SslContextFactory.Server tls = config.tls() ? tls() : null;
        for (final String host : config.address().hosts()) {
            final ServerConnector connector = tls == null
                    ? new FaultyConnector(server, board, http())
                    : new FaultyConnector(server, board, new SslConnectionFactory(tls, "http/1.1"), http());
            connector.setHost(host);
            connectors.add(connector);
            server.addConnector(connector);
        }
    }

    /**
     * Listens, on the same port of every address.
     *
     * @throws IOException where the port is taken.
     */
    void start() throws IOException {
        try {
            connectors.get(0).setPort(config.address().port());
            connectors.get(0).open();
            connectors.forEach(connector -> connector.setPort(port()));
            server.start();
        } catch (final IOException | RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IOException("the exchange does not start: " + e.getMessage(), e);
        }
    }

    /** Closes the port and deletes the CA's file. */
    void stop() {
        try {
            server.stop();
            if (caPem != null) {
                Files.deleteIfExists(caPem);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final Exception e) {
            throw new IllegalStateException("the exchange does not stop: " + e.getMessage(), e);
        }
    }

    /** Where it listens, of several addresses the first; the scheme is the caller's. */
    URI uri(final String scheme) {
        final String first = config.address().hosts().get(0);
        final String host = first.indexOf(':') < 0 ? first : '[' + first + ']';
        return URI.create(scheme + "://" + host + ':' + port());
    }

    /**
     * The file of the certificate authority.
     *
     * @throws IllegalStateException without TLS.
     */
    Path caPem() {
        if (caPem == null) {
            throw new IllegalStateException("an exchange without TLS has no certificate authority");
        }
        return caPem;
    }

    private int port() {
        return connectors.get(0).getLocalPort();
    }

    private SslContextFactory.Server tls() {
        try {
            final LoopbackCertificate certificate =
                    LoopbackCertificate.make(Instant.now(), config.faults().certificate());
            caPem = Files.createTempFile("aggtape-exchange-ca", ".pem");
            Files.writeString(caPem, certificate.caPem());
            final SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStore(certificate.keyStore());
            tls.setKeyStorePassword(LoopbackCertificate.PASSWORD);
            return tls;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write the CA's file: " + e.getMessage(), e);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make the certificate: " + e.getMessage(), e);
        }
    }

    private static HttpConnectionFactory http() {
        final HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        final HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(INPUT_BYTES);
        return factory;
    }
}
