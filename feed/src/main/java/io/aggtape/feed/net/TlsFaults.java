package io.aggtape.feed.net;

import java.util.Locale;
import javax.net.ssl.SSLException;

/** Puts what a TLS engine throws into words for a person; checked against what JDK 17 and 25 and Conscrypt really say. */
final class TlsFaults {
    private static final String ALERT = "fatal alert: ";

    private TlsFaults() {}

    static TransportException describe(final String peer, final TransportStage stage, final SSLException cause) {
        final RefusedCertificateException refused = CertificateFaults.find(cause, RefusedCertificateException.class);
        if (refused != null) {
            return new TransportException(stage, "TLS: " + refused.getMessage(), cause);
        }
        final String said = BoringSslFaults.inWordsOfTheJdk(CertificateFaults.rootMessage(cause));
        return new TransportException(stage, "TLS: " + message(peer, stage, said), cause);
    }

    static TransportException plainText(final String peer, final String excerpt) {
        return new TransportException(
                TransportStage.SECURING,
                "TLS: " + peer + " does not speak TLS, it answered in plain text: \"" + excerpt
                        + "\"; use another port, or ws:// if that is meant");
    }

    static TransportException endOfStream(final String peer, final TransportStage stage) {
        if (stage == TransportStage.OPEN) {
            return new TransportException(
                    stage,
                    "TLS: " + peer + " ended the stream without close_notify: what came last may have been cut off");
        }
        return new TransportException(
                stage,
                "TLS: " + peer + " closed the connection in the TLS handshake: it may not speak TLS, not know this"
                        + " host name, or want a proxy in between (--proxy)");
    }

    static TransportException closedForWriting(final String peer) {
        return new TransportException(TransportStage.OPEN, "TLS: " + peer + " has ended the connection");
    }

    private static String message(final String peer, final TransportStage stage, final String said) {
        final String lower = said.toLowerCase(Locale.ROOT);
        final int alertAt = lower.indexOf(ALERT);
        if (alertAt >= 0) {
            return alertMessage(peer, lower.substring(alertAt + ALERT.length()).trim());
        }
        if (lower.contains("selected protocol version") || lower.contains("no appropriate protocol")) {
            return versionMessage(peer, said);
        }
        final String where = stage == TransportStage.OPEN ? "the stream from " : "the handshake with ";
        return where + peer + " failed: " + said;
    }

    private static String alertMessage(final String peer, final String alert) {
        switch (alert) {
            case "protocol_version":
                return versionMessage(peer, "alert " + alert);
            case "handshake_failure":
            case "insufficient_security":
                return peer + " refused the handshake (alert " + alert
                        + "): it shares no cipher with this JDK, or wants a client certificate";
            case "unrecognized_name":
                return peer + " does not know that host name (alert " + alert + "): check the host of the URL";
            case "certificate_required":
            case "bad_certificate":
                return peer + " wants a client certificate (alert " + alert + "), which is not supported";
            default:
                return peer + " broke off with alert " + alert;
        }
    }

    private static String versionMessage(final String peer, final String said) {
        return peer + " speaks neither TLS 1.2 nor TLS 1.3, and older versions are not safe (" + said + ")";
    }
}
