package io.aggtape.feed.exchange;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of one run and the server certificate it signs: EC P-256, good for localhost, 127.0.0.1
 * to 127.0.0.3 and ::1, and for two days. The private keys stay in memory.
 */
final class LoopbackCertificate {
    /** What the key store's entry is locked with: it never leaves the process. */
    static final String PASSWORD = "loopback";

    private static final Duration VALID = Duration.ofDays(2);
    private static final X500Name CA_NAME = new X500Name("CN=aggtape exchange CA");
    private static final X500Name SERVER_NAME = new X500Name("CN=localhost");

    private static final GeneralNames LOOPBACK = new GeneralNames(new GeneralName[] {
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.2"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.3"),
        new GeneralName(GeneralName.iPAddress, "::1")
    });
    private static final GeneralNames OTHER_HOST =
            new GeneralNames(new GeneralName(GeneralName.dNSName, "stream.example.com"));

    private final KeyStore keyStore;
    private final X509Certificate ca;

    private LoopbackCertificate(final KeyStore keyStore, final X509Certificate ca) {
        this.keyStore = keyStore;
        this.ca = ca;
    }

    /**
     * Makes both certificates, valid from an hour before {@code now}; with a fault of {@code expired}, {@code wrong-host}
     * or {@code unknown-issuer} the server's is of no use to a client that trusts the authority.
     *
     * @throws GeneralSecurityException where the JDK lacks an algorithm.
     */
    static LoopbackCertificate make(final Instant now, final String fault) throws GeneralSecurityException {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            final KeyPair caKeys = generator.generateKeyPair();
            final KeyPair serverKeys = generator.generateKeyPair();

            final X509v3CertificateBuilder caBuilder = builder(CA_NAME, caKeys, now);
            caBuilder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            caBuilder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            final X509Certificate ca = sign(caBuilder, caKeys.getPrivate());

            final boolean isExpired = fault.equals("expired");
            final X509v3CertificateBuilder serverBuilder =
                    builder(SERVER_NAME, serverKeys, isExpired ? now.minus(VALID.multipliedBy(2)) : now);
            final JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            serverBuilder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            serverBuilder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            serverBuilder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            serverBuilder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(ca));
            serverBuilder.addExtension(
                    Extension.subjectAlternativeName, false, fault.equals("wrong-host") ? OTHER_HOST : LOOPBACK);
            final X509Certificate server = sign(serverBuilder, caKeys.getPrivate());

            final KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setKeyEntry(
                    "exchange", serverKeys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {server, ca});
            return new LoopbackCertificate(keyStore, fault.equals("unknown-issuer") ? make(now, "").ca : ca);
        } catch (final IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("cannot make a certificate: " + e.getMessage(), e);
        }
    }

    /** The server's key and chain. */
    KeyStore keyStore() {
        return keyStore;
    }

    /** The authority's certificate as a PEM file holds it. */
    String caPem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(ca.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static X509v3CertificateBuilder builder(final X500Name subject, final KeyPair keys, final Instant now) {
        return new JcaX509v3CertificateBuilder(
                CA_NAME,
                new BigInteger(96, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(final X509v3CertificateBuilder builder, final PrivateKey caKey)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(caKey)));
    }
}
