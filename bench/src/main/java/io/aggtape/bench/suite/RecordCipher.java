package io.aggtape.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManagerFactory;

/** Two TLS engines that talk through memory, so that a record can be unwrapped without a socket; one thread. */
final class RecordCipher {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String PASSWORD = "password";

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toClient = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer toServer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);

    private RecordCipher(final SSLEngine client, final SSLEngine server) throws IOException {
        this.client = client;
        this.server = server;
        client.setUseClientMode(true);
        server.setUseClientMode(false);
        client.beginHandshake();
        server.beginHandshake();
        while (isShaking(client) || isShaking(server)) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        // Tickets that follow the handshake.
        step(client, toClient, toServer);
        toClient.clear();
        toServer.clear();
    }

    /** Of a provider's client, null for the JDK's, with a key that {@code keytool} makes in a directory. */
    static RecordCipher of(final Provider provider, final Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        final KeyStore keys = keys(directory);
        final KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(keys, PASSWORD.toCharArray());
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        final SSLContext ofServer = SSLContext.getInstance("TLSv1.3");
        ofServer.init(identity.getKeyManagers(), null, null);
        final SSLContext ofClient =
                provider == null ? SSLContext.getInstance("TLSv1.3") : SSLContext.getInstance("TLSv1.3", provider);
        ofClient.init(null, trust.getTrustManagers(), null);
        return new RecordCipher(ofClient.createSSLEngine("localhost", 443), ofServer.createSSLEngine());
    }

    /** Wraps a message as a record of its own; not measured. */
    void wrap(final ByteBuffer message) throws IOException {
        toClient.clear();
        server.wrap(message, toClient);
        toClient.flip();
        plain.clear();
    }

    /** Unwraps it; returns how many bytes it holds. */
    int unwrap() throws IOException {
        return client.unwrap(toClient, plain).bytesProduced();
    }

    private static boolean isShaking(final SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private void step(final SSLEngine engine, final ByteBuffer in, final ByteBuffer out) throws IOException {
        plain.clear();
        in.flip();
        while (in.hasRemaining() && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
            engine.unwrap(in, plain);
            runTasks(engine);
            if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !in.hasRemaining()) {
                break;
            }
        }
        in.compact();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(nothing, out);
            runTasks(engine);
        }
    }

    private static void runTasks(final SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static KeyStore keys(final Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(directory);
        final Path file = directory.resolve("keys.p12");
        if (!Files.exists(file)) {
            final Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            final Process process = new ProcessBuilder(
                            keytool.toString(),
                            "-genkeypair",
                            "-alias",
                            "bench",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException("keytool ended with " + process.exitValue());
            }
        }
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        // The certificate also stands for its own authority.
        store.setCertificateEntry("authority", store.getCertificate("bench"));
        return store;
    }
}
