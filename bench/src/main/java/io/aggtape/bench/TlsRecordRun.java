package io.aggtape.bench;

import com.sun.management.ThreadMXBean;
import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.TlsConfig;
import io.aggtape.feed.net.TlsEngine;
import io.aggtape.feed.net.TlsTransport;
import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportStage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * One case of {@link TlsSuite}: prints a line a round, nanoseconds and bytes a record. The server is the JDK's, in memory
 * of this process and on this thread; only the receiving side is inside the clock.
 */
final class TlsRecordRun {
    static final String PASSWORD = "loopback";

    private static final int ROUNDS = 3;
    private static final int BATCH_BYTES = 1 << 16;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final MemoryTlsPeer server;
    private final SSLEngine engine;
    private final Transport transport;
    /** Warms up: large records alone would take minutes until the JIT compiles what decrypts them. */
    private final ByteBuffer small = ByteBuffer.allocate(172);

    private final ByteBuffer payload;
    private final ByteBuffer destination;
    private final ByteBuffer[] destinations;
    private final ByteBuffer source;
    private final boolean isTransport;

    private long records;
    private long tookNs;
    private long allocated;

    private TlsRecordRun(final Path keyStore, final TlsEngine which, final int recordBytes, final String destination)
            throws IOException, GeneralSecurityException {
        final KeyStore store = load(keyStore);
        server = new MemoryTlsPeer(serverContext(store));
        isTransport = destination.equals("transport");
        payload = ByteBuffer.allocate(recordBytes);
        this.destination =
                destination.equals("heap") ? ByteBuffer.allocate(1 << 18) : ByteBuffer.allocateDirect(1 << 18);
        destinations = new ByteBuffer[] {this.destination};
        source = which == TlsEngine.JDK
                ? ByteBuffer.allocate(2 * BATCH_BYTES)
                : ByteBuffer.allocateDirect(2 * BATCH_BYTES);
        engine = TlsConfig.ofAuthorities(authority(keyStore, store), which)
                .newEngine(Endpoint.parse("wss://localhost/"));
        transport = new TlsTransport(server, "localhost:443", engine, Runnable::run);
        while (transport.poll() != TransportStage.OPEN) {
            // The server answers at once.
        }
        // The session tickets.
        transport.read(this.destination);
    }

    /** Takes the key store, the engine, the bytes of a record, the destination and the length of a round in ms. */
    public static void main(final String[] arguments) throws IOException, GeneralSecurityException {
        final TlsRecordRun run = new TlsRecordRun(
                Path.of(arguments[0]), TlsEngine.ofName(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
        final long roundNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[4]));
        run.receive(run.small, 2 * roundNs);
        run.receive(run.payload, roundNs);
        for (int round = 0; round < ROUNDS; round++) {
            run.receive(run.payload, roundNs);
            System.out.printf(
                    Locale.ROOT,
                    "%.1f %.1f%n",
                    (double) run.tookNs / run.records,
                    (double) run.allocated / run.records);
        }
    }

    /** Receives batch after batch until that took so long, what it takes to make them not counted. */
    private void receive(final ByteBuffer sent, final long durationNs) throws IOException {
        records = 0;
        tookNs = 0;
        allocated = 0;
        while (tookNs < durationNs) {
            final int count = server.send(sent, BATCH_BYTES);
            if (!isTransport) {
                server.read(source.clear());
                source.flip();
            }
            final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            final long startNs = System.nanoTime();
            final long received = isTransport ? readBatch((long) count * sent.capacity()) : unwrapBatch(count);
            tookNs += System.nanoTime() - startNs;
            allocated += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            records += count;
            if (received != (long) count * sent.capacity()) {
                throw new IllegalStateException("received " + received + " bytes of " + count + " records");
            }
        }
    }

    private long unwrapBatch(final int count) throws IOException {
        long received = 0;
        for (int i = 0; i < count; i++) {
            destination.clear();
            received += engine.unwrap(source, destinations, 0, 1).bytesProduced();
        }
        return received;
    }

    private long readBatch(final long wanted) throws IOException {
        long received = 0;
        while (received < wanted) {
            received += transport.read(destination.clear());
        }
        return received;
    }

    private static KeyStore load(final Path file) throws IOException, GeneralSecurityException {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext serverContext(final KeyStore store) throws GeneralSecurityException {
        final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Path authority(final Path keyStore, final KeyStore store)
            throws IOException, GeneralSecurityException {
        final byte[] der = store.getCertificate("server").getEncoded();
        final String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                keyStore.resolveSibling("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
