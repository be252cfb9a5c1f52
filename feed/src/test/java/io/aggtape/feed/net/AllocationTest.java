package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 30;
    private static final int RECORD_BYTES = 172;
    /** An SSLEngineResult, without which no record passes an engine. */
    private static final int RESULT_BYTES = 40;

    /** Measured on JDK 17 and 25, and some more. */
    private static final int JDK_RECORD_BYTES = 2_600;
    /** The JDK's compiler does not treat two callers of the same engine quite alike; ours alone is measured exactly. */
    private static final double TOLERANCE = 1.3;

    private final ByteBuffer payload = ByteBuffer.allocate(RECORD_BYTES);
    private final ByteBuffer destination = ByteBuffer.allocateDirect(64 * 1024);

    @Test
    void shouldAllocateNothingToReadAndWriteTcp() throws Exception {
        try (TestServer server =
                        TestServer.plain(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
                Transport transport = Drive.untilOpen(
                        TcpTransport.connect("localhost", server.address(), server.port(), SocketOptions.DEFAULT))) {
            final ByteBuffer source = ByteBuffer.allocateDirect(64);
            long leastBytes = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                leastBytes = Math.min(leastBytes, bytesOfEchoes(transport, source, 500));
            }

            assertThat(leastBytes)
                    .as("bytes allocated in 500 writes and more reads")
                    .isZero();
        }
    }

    @Test
    void shouldAllocateNothingByItselfToReadAndWriteTls() throws Exception {
        final CopyingEngine engine = new CopyingEngine(RECORD_BYTES);
        try (Transport transport =
                Drive.untilOpen(new TlsTransport(engine.wire(), "localhost:443", engine, Runnable::run))) {
            final ByteBuffer small = ByteBuffer.allocate(RECORD_BYTES - 1);
            long leastBytes = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 500; i++) {
                    assertRead(transport.read(destination.clear()));
                    assertRead(transport.read(small.clear()));
                    assertRead(transport.write(payload.clear()));
                }
                leastBytes = Math.min(leastBytes, THREADS.getCurrentThreadAllocatedBytes() - before);
            }

            assertThat(transport.recordsRead()).isGreaterThan(1000L * ROUNDS);
            assertThat(leastBytes)
                    .as("bytes allocated in 1000 reads and 500 writes")
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsEngine.class,
            names = {"CONSCRYPT", "JDK"})
    void shouldAddNothingToWhatTheTlsEngineAllocates(final TlsEngine engine) throws Exception {
        try (TlsFixture tls = new TlsFixture(engine)) {
            final double bare = bytesPerRecordOfBareEngine(tls);
            final double ours = bytesPerRecordOfTransport(tls);

            System.out.printf(
                    "allocated a TLS record: by the engine alone (%s) %.1f B, through us %.1f B%n",
                    engine.label(), bare, ours);
            assertThat(ours).isLessThan(bare * TOLERANCE);
            assertThat(ours).isLessThanOrEqualTo(engine == TlsEngine.JDK ? JDK_RECORD_BYTES : RESULT_BYTES);
        }
    }

    private static void assertRead(final int count) {
        if (count <= 0) {
            throw new AssertionError("nothing was read or written");
        }
    }

    private long bytesOfEchoes(final Transport transport, final ByteBuffer source, final int count) throws IOException {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i++) {
            transport.write(source.clear());
            destination.clear();
            while (destination.position() < source.capacity()) {
                if (transport.read(destination) < 0) {
                    throw new IOException("the echo has ended");
                }
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private double bytesPerRecordOfTransport(final TlsFixture tls) throws IOException {
        final MemoryTlsServer server = new MemoryTlsServer(tls.good());
        final SSLEngine engine = tls.config().newEngine(Endpoint.parse("wss://localhost/"));
        try (Transport transport = Drive.untilOpen(new TlsTransport(server, "localhost:443", engine, Runnable::run))) {
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                final int count = server.send(payload);
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                long read = 0;
                while (read < (long) count * RECORD_BYTES) {
                    read += transport.read(destination.clear());
                }
                least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) count);
            }
            return least;
        }
    }

    private double bytesPerRecordOfBareEngine(final TlsFixture tls) throws IOException {
        final SSLEngine engine = tls.config().newEngine(Endpoint.parse("wss://localhost/"));
        try (MemoryTlsServer server = new MemoryTlsServer(tls.good())) {
            engine.beginHandshake();
            final ByteBuffer out = ByteBuffer.allocate(1 << 17);
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                    || server.toClient().hasRemaining()) {
                if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                    engine.getDelegatedTask().run();
                } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    engine.wrap(destination.limit(0), out.clear());
                    server.write(out.flip());
                } else {
                    engine.unwrap(server.toClient(), destination.clear());
                }
            }
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                final int count = server.send(payload);
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < count; i++) {
                    engine.unwrap(server.toClient(), destination.clear());
                }
                least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) count);
            }
            return least;
        }
    }
}
