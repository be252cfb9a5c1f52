package io.aggtape.feed.net;

import java.security.InvalidAlgorithmParameterException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** Says of a certificate that the JDK has refused what is wrong with it and what to do; refuses nothing by itself. */
final class CertificateFaults {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MAX_NAMES_SHOWN = 8;

    private CertificateFaults() {}

    /** What is wrong with a chain that was refused with this fault by this day. */
    static String describe(
            final String peer,
            final String trust,
            final X509Certificate[] chain,
            final Throwable fault,
            final Date now) {
        for (final X509Certificate certificate : chain) {
            final String dates = datesFault(certificate, now);
            if (dates != null) {
                return dates;
            }
        }
        if (find(fault, CertPathBuilderException.class) != null) {
            return "the certificate of " + peer + " was issued by "
                    + quoted(lastOf(chain).getIssuerX500Principal()) + ", which is unknown to " + trust
                    + "; if you trust that issuer, give its certificate: --ca FILE.pem";
        }
        if (find(fault, SignatureException.class) != null) {
            return "the certificate of " + peer + " was issued by "
                    + quoted(lastOf(chain).getIssuerX500Principal())
                    + ", but with another key than the one of that name in "
                    + trust + "; if you trust that issuer, give its present certificate: --ca FILE.pem";
        }
        if (find(fault, InvalidAlgorithmParameterException.class) != null) {
            return trust + " holds no certificate; give the issuer's: --ca FILE.pem";
        }
        if (fault.getClass() == CertificateException.class && fault.getCause() == null) {
            // The JDK's check of the name is the only one that throws the plain type without a cause.
            return "the certificate is not for " + peer + " but for " + names(chain[0])
                    + "; connect by one of these names (" + fault.getMessage() + ")";
        }
        return "the certificate of " + peer + ", " + quoted(chain[0].getSubjectX500Principal()) + ", is refused: "
                + rootMessage(fault);
    }

    /** What is wrong with the dates of a certificate, or null where nothing is. */
    static String datesFault(final X509Certificate certificate, final Date now) {
        final String whose = "the certificate " + quoted(certificate.getSubjectX500Principal());
        try {
            certificate.checkValidity(now);
            return null;
        } catch (final CertificateExpiredException e) {
            return whose + " expired on " + certificate.getNotAfter().toInstant() + " and this machine's clock says "
                    + now.toInstant() + ": the server needs a new one, unless the clock is wrong";
        } catch (final CertificateNotYetValidException e) {
            return whose + " is not valid before " + certificate.getNotBefore().toInstant()
                    + " and this machine's clock says " + now.toInstant() + ": check the clock";
        }
    }

    /** The first fault of a type in the chain of causes, or null. */
    static <T extends Throwable> T find(final Throwable fault, final Class<T> type) {
        int depth = 0;
        for (Throwable at = fault; at != null && depth < 32; at = at.getCause(), depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /** The message of the innermost cause that has one. */
    static String rootMessage(final Throwable fault) {
        String message = String.valueOf(fault.getMessage());
        int depth = 0;
        for (Throwable at = fault; at != null && depth < 32; at = at.getCause(), depth++) {
            message = at.getMessage() == null ? message : at.getMessage();
        }
        return message;
    }

    private static String names(final X509Certificate certificate) {
        final List<String> names = new ArrayList<>();
        try {
            final Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (final List<?> alternative : alternatives) {
                    final int kind = (Integer) alternative.get(0);
                    if (kind == DNS_NAME || kind == IP_ADDRESS) {
                        names.add(alternative.get(1).toString());
                    }
                }
            }
        } catch (final CertificateParsingException e) {
            return "names that cannot be read (" + e.getMessage() + ")";
        }
        if (names.isEmpty()) {
            return quoted(certificate.getSubjectX500Principal());
        }
        return names.size() <= MAX_NAMES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MAX_NAMES_SHOWN)) + " and " + (names.size() - MAX_NAMES_SHOWN)
                        + " more";
    }

    private static X509Certificate lastOf(final X509Certificate[] chain) {
        return chain[chain.length - 1];
    }

    private static String quoted(final X500Principal principal) {
        return "'" + principal.getName() + "'";
    }
}
