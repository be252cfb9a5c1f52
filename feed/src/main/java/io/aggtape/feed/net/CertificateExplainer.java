package io.aggtape.feed.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's trust manager with its refusals put into words. It accepts nothing that the JDK refuses, and refuses one
 * thing more: a server certificate out of its dates that is itself in the trust store, which the JDK lets pass.
 */
final class CertificateExplainer extends X509ExtendedTrustManager {
    /** In TLS 1.3 the cipher says nothing of the key: Conscrypt's word for that, and the JDK's. */
    private static final String GENERIC = "GENERIC";

    private static final String UNKNOWN = "UNKNOWN";

    private final X509ExtendedTrustManager jdk;
    private final String trust;

    /** Puts the refusals of the JDK's manager into words; trust names its store, for messages. */
    CertificateExplainer(final X509ExtendedTrustManager jdk, final String trust) {
        this.jdk = jdk;
        this.trust = trust;
    }

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String authType, final SSLEngine engine)
            throws CertificateException {
        final Date now = new Date();
        try {
            jdk.checkServerTrusted(chain, GENERIC.equals(authType) ? UNKNOWN : authType, engine);
        } catch (final CertificateException e) {
            final String message = CertificateFaults.describe(engine.getPeerHost(), trust, chain, e, now);
            throw new RefusedCertificateException(message, chain, e.getCause() == null ? e : e.getCause());
        } catch (final RuntimeException e) {
            // An empty trust store shows only here, and as a RuntimeException.
            throw new RefusedCertificateException(
                    CertificateFaults.describe(engine.getPeerHost(), trust, chain, e, now), chain, e);
        }
        final String dates = CertificateFaults.datesFault(chain[0], now);
        if (dates != null) {
            throw new RefusedCertificateException(dates, chain, null);
        }
    }

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String authType) throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String authType, final Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String authType, final SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String authType, final Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }

    /** Without an engine the JDK would not compare the host name. */
    private static CertificateException withoutEngine() {
        return new CertificateException("servers are only verified through an SSLEngine, which knows the host name");
    }
}
