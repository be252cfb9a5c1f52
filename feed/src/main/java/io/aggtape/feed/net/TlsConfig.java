package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
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

    /** The JDK's. */
    private final SSLContext context;
    /** Of the streams: Conscrypt's or the JDK's. */
    private final SSLContext streams;
    /** What the streams offer: of TLS 1.2 nothing that this JDK, or its security policy, has switched off. */
    private final String[] suites;

    private final ConscryptLibrary conscrypt;
    private final TlsEngine asked;
    private final String trust;

    private TlsConfig(final KeyStore store, final String trust, final TlsEngine asked, final ConscryptLibrary conscrypt)
            throws IOException {
        this.trust = trust;
        this.asked = asked;
        this.conscrypt = conscrypt;
        if (asked == TlsEngine.CONSCRYPT && !conscrypt.isPresent()) {
            throw new MissingTlsEngineException("Conscrypt does not load here: " + conscrypt.absence()
                    + "; use --tls jdk, or give a directory it may be unpacked to with -Djava.io.tmpdir=DIR");
        }
        try {
            final TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            final TrustManager[] judges = {new CertificateExplainer(x509(factory), trust)};
            context = SSLContext.getInstance("TLS");
            context.init(null, judges, null);
            streams = isConscrypt() ? SSLContext.getInstance("TLS", conscrypt.provider()) : context;
            if (isConscrypt()) {
                streams.init(null, judges, null);
            }
            suites = commonSuites(streams, context);
        } catch (final GeneralSecurityException e) {
            throw new IOException("cannot set up TLS with " + trust + ": " + e.getMessage(), e);
        }
    }

    /**
     * Trusts the authorities of the JDK's default trust store, or of {@code javax.net.ssl.trustStore}.
     *
     * @throws MissingTlsEngineException where the streams are to speak an engine that does not load.
     */
    public static TlsConfig ofDefaultTrustStore(final TlsEngine engine) throws IOException {
        return new TlsConfig(null, "this JDK's trust store", engine, library(engine));
    }

    /**
     * Trusts the authorities of a PEM file ({@code --ca}), one or more, and no others: not those of the JDK.
     *
     * @throws MissingTlsEngineException where the streams are to speak an engine that does not load.
     * @throws IOException naming the file and what is wrong with it.
     */
    public static TlsConfig ofAuthorities(final Path pemFile, final TlsEngine engine) throws IOException {
        return ofAuthorities(pemFile, engine, library(engine));
    }

    /** The same with that library in place of this JVM's. */
    static TlsConfig ofAuthorities(final Path pemFile, final TlsEngine engine, final ConscryptLibrary library)
            throws IOException {
        return new TlsConfig(TrustStores.fromPem(pemFile), pemFile.toString(), engine, library);
    }

    /** A client's engine for one connection, which verifies that the server is this endpoint. */
    public SSLEngine newEngine(final Endpoint endpoint) {
        // A literal gets no SNI (RFC 6066, 3), and neither can a name with an underscore.
        final boolean canName = !endpoint.isIpLiteral() && endpoint.host().indexOf('_') < 0;
        final SSLEngine plain = streams.createSSLEngine(endpoint.host(), endpoint.port());
        final SSLEngine engine =
                isConscrypt() ? ConscryptLibrary.adapt(plain, canName ? endpoint.host() : null) : plain;
        engine.setUseClientMode(true);
        final SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(suites);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(canName ? List.of(new SNIHostName(endpoint.host())) : List.of());
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Whose TLS the streams speak, and why where it is not what is usual; for people. */
    public String engine() {
        if (isConscrypt()) {
            return conscrypt.toString();
        }
        return "the JDK's" + (isFallback() ? ", because Conscrypt does not load here: " + conscrypt.absence() : "");
    }

    /** True where the streams speak the JDK's TLS because a better one does not load. */
    public boolean isFallback() {
        return asked == TlsEngine.AUTO && !conscrypt.isPresent();
    }

    /** The JDK's, for other clients of the same exchange, so that they trust the same authorities. */
    public SSLContext context() {
        return context;
    }

    /** Whose authorities are trusted, for people. */
    @Override
    public String toString() {
        return trust;
    }

    private boolean isConscrypt() {
        return asked != TlsEngine.JDK && conscrypt.isPresent();
    }

    /** BoringSSL still offers RSA key transport, which the JDK has given up, and does not read its list of what is weak. */
    private static String[] commonSuites(final SSLContext streams, final SSLContext jdk) {
        final List<String> allowed = Arrays.asList(jdk.getDefaultSSLParameters().getCipherSuites());
        return Arrays.stream(streams.getDefaultSSLParameters().getCipherSuites())
                .filter(allowed::contains)
                .toArray(String[]::new);
    }

    /** Not even tried where nobody wants it. */
    private static ConscryptLibrary library(final TlsEngine engine) {
        return engine == TlsEngine.JDK ? null : ConscryptLibrary.ofJvm();
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
