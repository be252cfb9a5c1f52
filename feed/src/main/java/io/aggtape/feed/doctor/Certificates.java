package io.aggtape.feed.doctor;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells of certificates what a person wants to know, and whether those of a chain have long to live. */
final class Certificates {
    private static final long LEAST_DAYS = 14;

    private Certificates() {}

    /** One line a certificate, the server's own first. */
    static List<String> lines(final X509Certificate[] chain) {
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < chain.length; i++) {
            lines.add("certificate " + (i + 1) + " of " + chain.length + ": subject '"
                    + chain[i].getSubjectX500Principal().getName() + "', issuer '"
                    + chain[i].getIssuerX500Principal().getName() + "', valid until "
                    + chain[i].getNotAfter().toInstant() + ", " + left(chain[i], Instant.now()));
        }
        return lines;
    }

    /** The first of a chain that should have been renewed by now, as the server's own or one that vouches for it. */
    static Optional<X509Certificate> due(final X509Certificate[] chain, final Instant now) {
        return Stream.of(chain)
                .filter(certificate -> isDue(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        now))
                .findFirst();
    }

    /**
     * Whether it should have been renewed by now: fewer than 14 days are left, and less than a third of its life, since
     * some live for days only.
     */
    static boolean isDue(final Instant notBefore, final Instant notAfter, final Instant now) {
        final Duration left = Duration.between(now, notAfter);
        final Duration life = Duration.between(notBefore, notAfter);
        return left.toDays() < LEAST_DAYS && left.multipliedBy(3).compareTo(life) < 0;
    }

    /** How long it is still valid, for example {@code 61 days left}. */
    static String left(final X509Certificate certificate, final Instant now) {
        final Duration left = Duration.between(now, certificate.getNotAfter().toInstant());
        if (left.isNegative()) {
            return "expired";
        }
        return Amounts.count(left.toDays(), "day") + " left";
    }
}
