package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom to trust, and how to speak TLS: versions 1.2 and 1.3, the host name always verified, sessions taken up again
 * across connections of one configuration. There is no way to switch verification off. May be shared between threads.
 */
public final class TlsConfig {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final String trust;

    private TlsConfig(final KeyStore store, final String trust) throws IOException {
        this.trust = trust;
        try {
            final TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new CertificateExplainer(x509(factory), trust)}, null);
        } catch (final GeneralSecurityException e) {
            throw new IOException("cannot set up TLS with " + trust + ": " + e.getMessage(), e);
        }
    }

    /** Trusts the authorities of the JDK's default trust store, or of {@code javax.net.ssl.trustStore}. */
    public static TlsConfig ofDefaultTrustStore() throws IOException {
        return new TlsConfig(null, "this JDK's trust store");
    }

    /**
     * Trusts the authorities of a PEM file ({@code --ca}), one or more, and no others: not those of the JDK.
     *
     * @throws IOException naming the file and what is wrong with it.
     */
    public static TlsConfig ofAuthorities(final Path pemFile) throws IOException {
        return new TlsConfig(TrustStores.fromPem(pemFile), pemFile.toString());
    }

    /** A client's engine for one connection, which verifies that the server is this endpoint. */
    public SSLEngine newEngine(final Endpoint endpoint) {
        final SSLEngine engine = context.createSSLEngine(endpoint.host(), endpoint.port());
        engine.setUseClientMode(true);
        final SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        // A literal gets no SNI (RFC 6066, 3), and neither can a name with an underscore.
        final boolean canName = !endpoint.isIpLiteral() && endpoint.host().indexOf('_') < 0;
        parameters.setServerNames(canName ? List.of(new SNIHostName(endpoint.host())) : List.of());
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** For other clients of the same exchange, so that they trust the same authorities. */
    public SSLContext context() {
        return context;
    }

    /** Whose authorities are trusted, for people. */
    @Override
    public String toString() {
        return trust;
    }

    private static X509ExtendedTrustManager x509(final TrustManagerFactory factory) throws GeneralSecurityException {
        for (final TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager) {
                return (X509ExtendedTrustManager) manager;
            }
        }
        throw new GeneralSecurityException("this JDK has no trust manager for X.509");
    }
}
