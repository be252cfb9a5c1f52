package io.aggtape.feed.doctor;

import io.aggtape.feed.LineFaults;
import io.aggtape.feed.net.RefusedCertificateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes findings of faults. By the custom of this house a fault's message names the cause, a semicolon, and the way out:
 * the one is the result and the other what to do.
 */
final class Failures {
    private Failures() {}

    /** A finding of a fault; {@code advice} is what helps against any failure of this test. */
    static Judgement of(final IOException fault, final String advice) {
        final RefusedCertificateException refused = refusal(fault);
        final List<String> details = refused == null ? List.of() : Certificates.lines(refused.chain());
        return of(LineFaults.describe(fault), details, advice);
    }

    /** A finding of a fault's message. */
    static Judgement of(final String message, final List<String> details, final String advice) {
        final int end = endOfCause(message);
        final String wayOut = end < 0 ? "" : message.substring(end + 2);
        final List<String> remedy = new ArrayList<>();
        if (!wayOut.isEmpty()) {
            remedy.add(wayOut);
        }
        if (!advice.isEmpty()) {
            remedy.add(advice);
        }
        return Judgement.fail(end < 0 ? message : message.substring(0, end), details, String.join("; ", remedy));
    }

    /** The first semicolon that stands in no quotation, -1 for none. */
    private static int endOfCause(final String message) {
        boolean isQuoted = false;
        for (int i = 0; i < message.length() - 1; i++) {
            if (message.charAt(i) == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && message.charAt(i) == ';' && message.charAt(i + 1) == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static RefusedCertificateException refusal(final Throwable fault) {
        Throwable at = fault;
        for (int depth = 0; at != null && depth < 32; depth++) {
            if (at instanceof RefusedCertificateException) {
                return (RefusedCertificateException) at;
            }
            at = at.getCause();
        }
        return null;
    }
}
