package io.aggtape.feed.net;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Why a server's certificate was refused, in words for a person, with what the server has shown. */
public final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final X509Certificate[] chain;

    RefusedCertificateException(final String message, final X509Certificate[] chain, final Throwable cause) {
        super(message, cause);
        this.chain = chain.clone();
    }

    /** The certificates that the server has shown, its own first. */
    public X509Certificate[] chain() {
        return chain.clone();
    }
}
