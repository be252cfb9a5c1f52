package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How much one read hands out, and what it makes of a stream that broke the other way. */
@ParameterizedClass
@EnumSource(
        value = TlsEngine.class,
        names = {"CONSCRYPT", "JDK"})
class TlsReadTest {
    private final TlsFixture tls;

    private MemoryTlsServer server;
    private BreakableTransport wire;
    private Transport transport;

    TlsReadTest(final TlsEngine engine) {
        tls = new TlsFixture(engine);
    }

    @BeforeEach
    void open() throws Exception {
        server = new MemoryTlsServer(tls.good());
        wire = new BreakableTransport(server);
        final Endpoint endpoint = new Endpoint(true, "localhost", 443, "/");
        transport = Drive.untilOpen(
                new TlsTransport(wire, endpoint.hostAndPort(), tls.config().newEngine(endpoint), Runnable::run));
        // The session tickets, which carry no bytes for the reader.
        assertThat(transport.read(ByteBuffer.allocate(1))).isZero();
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        tls.close();
    }

    @Test
    void shouldHandOutSixteenSmallRecordsARead() throws IOException {
        final int sent = server.send(ByteBuffer.allocate(50));
        final ByteBuffer destination = ByteBuffer.allocate(1 << 17);
        long received = 0;
        while (received < sent * 50L) {
            final long recordsBefore = transport.recordsRead();
            final int count = transport.read(destination.clear());

            assertThat(count).isPositive().isLessThanOrEqualTo(16 * 50);
            assertThat(transport.recordsRead() - recordsBefore).isLessThanOrEqualTo(16);
            received += count;
        }
        assertThat(received).isEqualTo(sent * 50L);
        assertThat(transport.read(destination.clear())).isZero();
    }

    @Test
    void shouldHandOutSixteenKibibytesARead() throws IOException {
        server.send(ByteBuffer.allocate(4 * 1024));

        assertThat(transport.read(ByteBuffer.allocate(1 << 17))).isEqualTo(16 * 1024);
    }

    @Test
    void shouldReadOnWhereTheWayToThePeerHasBroken() throws IOException {
        wire.isFull = true;
        transport.write(ByteBuffer.allocate(10));
        final int sent = server.send(ByteBuffer.allocate(50));
        wire.isBroken = true;

        final ByteBuffer destination = ByteBuffer.allocate(sent * 50);
        while (destination.hasRemaining()) {
            assertThat(transport.read(destination)).isPositive();
        }
        assertThat(transport.read(ByteBuffer.allocate(1))).isZero();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> transport.write(ByteBuffer.allocate(1))).hasMessageContaining("Broken pipe");
            assertThatThrownBy(() -> transport.flush()).hasMessageContaining("Broken pipe");
        }
    }

    @Test
    void shouldSayHowReadingEndsAndNotHowWritingBroke() throws IOException {
        wire.isFull = true;
        transport.write(ByteBuffer.allocate(10));
        wire.isBroken = true;
        wire.isAtEnd = true;

        assertThatThrownBy(() -> transport.read(ByteBuffer.allocate(1)))
                .hasMessageContaining("ended the stream without close_notify");
    }

    @Test
    void shouldBeReadyWhileItsBytesWaitForThePeer() throws IOException {
        assertThat(transport.isReady()).isFalse();
        wire.isFull = true;
        transport.write(ByteBuffer.allocate(10));
        assertThat(transport.isReady()).isTrue();

        wire.isFull = false;
        transport.flush();
        assertThat(transport.isReady()).isFalse();
    }

    @Test
    void shouldBeReadyUntilItIsToldThatTheWayToThePeerHasBroken() throws IOException {
        wire.isFull = true;
        transport.write(ByteBuffer.allocate(10));
        wire.isBroken = true;
        assertThat(transport.read(ByteBuffer.allocate(1))).isZero();

        assertThat(transport.isReady()).isTrue();
    }

    /** A wire that nothing comes on by itself, and whose way to the peer takes nothing, or throws, when the test says so. */
    private static final class BreakableTransport implements Transport {
        private final Transport lower;
        private boolean isFull;
        private boolean isBroken;
        private boolean isAtEnd;

        BreakableTransport(final Transport lower) {
            this.lower = lower;
        }

        @Override
        public TransportStage poll() throws IOException {
            return lower.poll();
        }

        @Override
        public int read(final ByteBuffer destination) throws IOException {
            return isAtEnd ? -1 : lower.read(destination);
        }

        @Override
        public int write(final ByteBuffer source) throws IOException {
            if (isBroken) {
                throw new TransportException(TransportStage.OPEN, "the connection broke: Broken pipe");
            }
            return isFull ? 0 : lower.write(source);
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public String description() {
            return "breakable";
        }

        @Override
        public void close() {
            lower.close();
        }
    }
}
