package io.aggtape.feed.net;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for one test, and servers with good and bad certificates of its making. */
final class TestCertificates {
    private static final AtomicLong SERIALS = new AtomicLong();
    private static final char[] PASSWORD = "test".toCharArray();

    private final KeyPair caKeys = newKeys();
    private final X509Certificate ca;

    TestCertificates(final String name) {
        final Instant now = Instant.now();
        final X500Principal subject = new X500Principal("CN=" + name);
        final Instant yesterday = now.minus(1, ChronoUnit.DAYS);
        ca = build(caKeys.getPrivate(), subject, subject, caKeys, yesterday, now.plus(1, ChronoUnit.DAYS));
    }

    X509Certificate authority() {
        return ca;
    }

    /** A server whose certificate is valid today for these DNS names and IP addresses. */
    SSLContext validFor(final String... names) {
        return server(Instant.now().minus(1, ChronoUnit.DAYS), Instant.now().plus(1, ChronoUnit.DAYS), names);
    }

    SSLContext expired(final Instant notAfter, final String... names) {
        return server(notAfter.minus(30, ChronoUnit.DAYS), notAfter, names);
    }

    SSLContext notYetValid(final Instant notBefore, final String... names) {
        return server(notBefore, notBefore.plus(30, ChronoUnit.DAYS), names);
    }

    /** A server whose self-signed certificate stands in no relation to the authority; the certificate goes to a file. */
    static SSLContext selfSigned(final Instant notAfter, final Path pem, final String... names) throws IOException {
        final KeyPair keys = newKeys();
        final X500Principal subject = new X500Principal("CN=" + names[0]);
        final Instant notBefore = notAfter.minus(30, ChronoUnit.DAYS);
        final X509Certificate certificate =
                build(keys.getPrivate(), subject, subject, keys, notBefore, notAfter, names);
        Files.writeString(pem, toPem(certificate));
        return context(keys.getPrivate(), certificate);
    }

    /** Writes the authority's certificate into a directory as PEM. */
    Path writeAuthority(final Path directory) throws IOException {
        return Files.writeString(directory.resolve("ca.pem"), toPem(ca));
    }

    static String toPem(final X509Certificate certificate) {
        try {
            final String base64 = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext server(final Instant notBefore, final Instant notAfter, final String... names) {
        final KeyPair keys = newKeys();
        final X500Principal subject = new X500Principal("CN=" + names[0]);
        final X509Certificate certificate =
                build(caKeys.getPrivate(), ca.getSubjectX500Principal(), subject, keys, notBefore, notAfter, names);
        return context(keys.getPrivate(), certificate, ca);
    }

    /** Without names, the certificate of an authority. */
    private static X509Certificate build(
            final PrivateKey signer,
            final X500Principal issuer,
            final X500Principal subject,
            final KeyPair keys,
            final Instant notBefore,
            final Instant notAfter,
            final String... names) {
        try {
            final JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.length == 0));
            if (names.length > 0) {
                final GeneralName[] alternatives = new GeneralName[names.length];
                for (int i = 0; i < names.length; i++) {
                    final int kind = Hosts.isIpLiteral(names[i]) ? GeneralName.iPAddress : GeneralName.dNSName;
                    alternatives[i] = new GeneralName(kind, names[i]);
                }
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        } catch (final GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(final PrivateKey key, final X509Certificate... chain) {
        try {
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD, chain);
            final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (final GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
