package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a set of transports tells of those that have bytes. */
class SelectedReadsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 30;

    private final SelectedReads reads = SelectedReads.open();
    private final LinkedBlockingQueue<OutputStream> peers = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private final ByteBuffer destination = ByteBuffer.allocateDirect(64 * 1024);
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final TransportFactory transports =
            reads.watching(new NetTransportFactory(null, ProxyRules.direct(), SocketOptions.DEFAULT, Runnable::run));

    @AfterEach
    void closeAll() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
        reads.close();
    }

    @Test
    void shouldTellTheTransportWithBytesFromTheOther() throws Exception {
        final TestServer server = server();
        final Transport silent = connect(server);
        final OutputStream silentPeer = takePeer();
        final Transport speaking = connect(server);
        takePeer().write(new byte[100]);

        awaitReady(speaking);
        assertThat(silent.isReady()).isFalse();
        assertThat(speaking.read(destination)).isEqualTo(100);
        assertThat(reads.refresh()).isZero();
        assertThat(speaking.isReady()).isFalse();
        silentPeer.write(1);
        awaitReady(silent);
    }

    @Test
    void shouldTellAgainOfBytesThatAReadHasLeft() throws Exception {
        final Transport transport = connect(server());
        takePeer().write(new byte[100]);
        awaitReady(transport);
        transport.read(destination.limit(10));

        assertThat(reads.refresh()).isEqualTo(1);
        assertThat(transport.isReady()).isTrue();
    }

    @Test
    void shouldTellOfTheEndOfAStream() throws Exception {
        final Transport transport = connect(server());
        takePeer().close();

        awaitReady(transport);
        assertThat(transport.read(destination)).isEqualTo(-1);
    }

    @Test
    void shouldReturnFromAWaitWhenBytesCome() throws Exception {
        final Transport transport = connect(server());
        takePeer().write(new byte[100]);

        reads.await(TimeUnit.SECONDS.toMillis(30));
        assertThat(transport.isReady()).isTrue();
        assertThat(reads.refresh()).as("asked again for free").isEqualTo(1);
        assertThat(transport.isReady()).isTrue();
    }

    @Test
    void shouldGiveTheSocketOfAClosedTransportBack() throws Exception {
        final Transport transport = connect(server());
        takePeer();
        transport.close();
        reads.refresh();

        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void shouldAllocateNothingToAsk() throws Exception {
        final Transport transport = connect(server());
        takePeer().write(new byte[100]);
        connect(server());
        awaitReady(transport);
        long leastBytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                if (reads.refresh() != 1 || !transport.isReady()) {
                    throw new AssertionError("what was not read is gone");
                }
                reads.await(1);
                reads.refresh();
            }
            leastBytes = Math.min(leastBytes, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(leastBytes).as("bytes allocated in 1000 questions").isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "CONSCRYPT"})
    void shouldBeReadyWhileDecryptedRecordsWaitThoughNoByteComes(final TlsEngine engine) throws Exception {
        try (TlsFixture tls = new TlsFixture(engine);
                TestServer server = tls.server("TLSv1.3", socket -> {
                    for (int i = 0; i < 100; i++) {
                        socket.getOutputStream().write(new byte[172]);
                    }
                    peers.add(socket.getOutputStream());
                    ends.add(socket.getInputStream().read());
                })) {
            final Transport transport = reads.watching(tls.factory())
                    .open(new Endpoint(true, "localhost", server.port(), "/"), server.address());
            toClose.add(transport);
            Drive.untilOpen(transport);
            takePeer();
            int left = 100 * 172;
            final long startNs = System.nanoTime();
            while (left > 0) {
                reads.refresh();
                if (transport.isReady()) {
                    left -= transport.read(destination.clear());
                } else {
                    Drive.pause(startNs, "the rest of " + left + " bytes");
                }
            }
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                reads.refresh();
                return !transport.isReady() || transport.read(destination.clear()) != 0;
            });
            assertThat(transport.isReady()).isFalse();
        }
    }

    private TestServer server() throws IOException {
        final TestServer server = TestServer.plain(socket -> {
            peers.add(socket.getOutputStream());
            ends.add(socket.getInputStream().read());
        });
        toClose.add(server);
        return server;
    }

    private Transport connect(final TestServer server) throws IOException {
        final Transport transport =
                transports.open(new Endpoint(false, "localhost", server.port(), "/"), server.address());
        toClose.add(transport);
        return Drive.untilOpen(transport);
    }

    private OutputStream takePeer() throws InterruptedException {
        return peers.poll(30, TimeUnit.SECONDS);
    }

    private void awaitReady(final Transport transport) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            reads.refresh();
            return transport.isReady();
        });
    }
}
