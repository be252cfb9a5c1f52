package io.aggtape.feed.net;

import java.security.cert.CertificateException;

/** Why a server's certificate was refused, in words for a person. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    RefusedCertificateException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
