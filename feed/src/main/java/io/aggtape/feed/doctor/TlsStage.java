package io.aggtape.feed.doctor;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.TlsTransport;
import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** The TLS handshake: who answers, and how the line is secured. */
final class TlsStage implements NetworkStage {
    @Override
    public Judgement run(final NetworkProbe probe) throws IOException, InterruptedException {
        final Endpoint endpoint = probe.network().endpoint();
        if (!endpoint.isSecure()) {
            return Judgement.skip("no TLS: the endpoint is ws://");
        }
        final Conversation conversation = probe.opened();
        conversation.reach(TransportStage.OPEN, probe.config().network().connectTimeoutMs());
        final Transport transport = conversation.transport();
        if (!(transport instanceof TlsTransport)) {
            throw new IllegalStateException("wss:// without TLS: " + transport.description());
        }
        final SSLSession session = ((TlsTransport) transport).session();
        final X509Certificate[] chain = chain(session.getPeerCertificates());
        final List<String> details = new ArrayList<>();
        details.add("version: " + session.getProtocol());
        details.add("cipher: " + session.getCipherSuite());
        details.add("engine: " + probe.network().tlsEngine());
        details.addAll(Certificates.lines(chain));
        details.add("host: the certificate is for " + endpoint.host());
        details.add("trusted by " + probe.network().trust());
        final Instant now = Instant.now();
        final String result = session.getProtocol() + ", " + session.getCipherSuite() + ", certificate for "
                + endpoint.host() + ", " + Certificates.left(chain[0], now);
        final Optional<X509Certificate> due = Certificates.due(chain, now);
        if (due.isPresent()) {
            return Judgement.warn(
                    result + "; '" + due.get().getSubjectX500Principal().getName() + "' has "
                            + Certificates.left(due.get(), now),
                    details,
                    "this certificate should have been renewed by now: tell whoever runs the server");
        }
        return Judgement.pass(result, details);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        final Endpoint endpoint = probe.network().endpoint();
        return "compare with: openssl s_client -connect " + endpoint.hostAndPort()
                + (endpoint.isIpLiteral() ? "" : " -servername " + endpoint.host());
    }

    private static X509Certificate[] chain(final Certificate[] certificates) {
        return Arrays.stream(certificates).map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
    }
}
