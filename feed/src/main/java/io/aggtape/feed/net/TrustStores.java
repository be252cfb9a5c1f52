package io.aggtape.feed.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the certificates of authorities out of PEM files (RFC 7468). */
final class TrustStores {
    private static final long MAX_FILE_BYTES = 16L * 1024 * 1024;
    private static final String BEGIN = "-----BEGIN ";
    private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final String END_CERTIFICATE = "-----END CERTIFICATE-----";

    private TrustStores() {}

    /**
     * A key store of the certificates in a file, and of nothing else.
     *
     * @throws IOException naming the file, and the line where one is at fault.
     */
    static KeyStore fromPem(final Path file) throws IOException {
        final List<X509Certificate> certificates = parse(file.toString(), readText(file));
        try {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca-" + i, certificates.get(i));
            }
            return store;
        } catch (final GeneralSecurityException e) {
            throw new IOException("this JDK cannot keep the certificates of " + file + ": " + e.getMessage(), e);
        }
    }

    /** The certificates in a PEM text, at least one; the name is for messages. */
    static List<X509Certificate> parse(final String name, final String text) throws IOException {
        final List<X509Certificate> certificates = new ArrayList<>();
        final StringBuilder base64 = new StringBuilder();
        int beginLine = 0;
        int otherLine = 0;
        final String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            final String line = lines[i].strip();
            if (line.equals(BEGIN_CERTIFICATE)) {
                checkClosed(name, beginLine);
                beginLine = i + 1;
                base64.setLength(0);
            } else if (line.equals(END_CERTIFICATE)) {
                if (beginLine == 0) {
                    throw new IOException(name + ", line " + (i + 1) + ": the end of a certificate without its begin");
                }
                certificates.add(decode(name, beginLine, base64.toString()));
                beginLine = 0;
            } else if (line.startsWith(BEGIN)) {
                checkClosed(name, beginLine);
                otherLine = otherLine == 0 ? i + 1 : otherLine;
            } else if (beginLine > 0) {
                base64.append(line);
            }
        }
        checkClosed(name, beginLine);
        if (certificates.isEmpty()) {
            throw new IOException(name + " holds no certificate in PEM form ('" + BEGIN_CERTIFICATE + "')"
                    + (otherLine > 0 ? "; line " + otherLine + " has: " + lines[otherLine - 1].strip() : ""));
        }
        return certificates;
    }

    private static String readText(final Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("cannot read the CA file " + file + ": it is a directory");
        }
        try {
            final long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw new IOException("it has " + size + " bytes, more than any list of CAs");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final NoSuchFileException e) {
            throw new IOException("cannot read the CA file " + file + ": there is no such file", e);
        } catch (final IOException e) {
            throw new IOException("cannot read the CA file " + file + ": " + e.getMessage(), e);
        }
    }

    private static X509Certificate decode(final String name, final int line, final String base64) throws IOException {
        try {
            final byte[] der = Base64.getDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (final IllegalArgumentException | CertificateException e) {
            throw new IOException(
                    name + ", line " + line + ": this is no valid certificate: " + CertificateFaults.rootMessage(e), e);
        }
    }

    private static void checkClosed(final String name, final int beginLine) throws IOException {
        if (beginLine > 0) {
            throw new IOException(name + ", line " + beginLine + ": this certificate has no end");
        }
    }
}
