package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = TlsEngine.class,
        names = {"CONSCRYPT", "JDK"})
class TlsNoiseTest {
    private static final int RUNS = 150;
    private static final byte[] SENT = new byte[1_000];

    private final TlsFixture tls;

    TlsNoiseTest(final TlsEngine engine) {
        tls = new TlsFixture(engine);
    }

    @AfterEach
    void closeFixture() throws Exception {
        tls.close();
    }

    @Test
    void shouldNeverHandOutAnythingButWhatWasSentWhenTheWireFlipsABit() throws Exception {
        final long seed = Drive.seed();
        final SplittableRandom random = new SplittableRandom(seed);
        final SSLContext context = tls.good();
        int faults = 0;
        for (int run = 0; run < RUNS; run++) {
            final MemoryTlsServer server = new MemoryTlsServer(context);
            final FlippingWire wire = new FlippingWire(server, random.nextInt(3_000), 1 << random.nextInt(8));
            try (Transport transport = new TlsTransport(
                    wire, "localhost:443", tls.config().newEngine(Endpoint.parse("wss://localhost/")), Runnable::run)) {
                readSome(transport, server);
            } catch (final TransportException e) {
                faults++;
            } catch (final IOException | RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", run " + run + ": " + wire, e);
            }
        }

        assertThat(faults)
                .as("runs in which the flip was noticed; seed %d", seed)
                .isGreaterThan(RUNS / 3);
    }

    @Test
    void shouldHandOutWhatCameBeforeABrokenRecord() throws Exception {
        final MemoryTlsServer server = new MemoryTlsServer(tls.good());
        final Endpoint endpoint = Endpoint.parse("wss://localhost/");
        try (Transport transport = Drive.untilOpen(
                new TlsTransport(server, endpoint.hostAndPort(), tls.config().newEngine(endpoint), Runnable::run))) {
            final ByteBuffer received = ByteBuffer.allocate(1 << 20);
            final int count = server.send(ByteBuffer.wrap(SENT));
            final ByteBuffer wire = server.toClient();
            wire.put(wire.limit() - 1, (byte) ~wire.get(wire.limit() - 1));

            while (received.position() < (count - 1) * SENT.length) {
                assertThat(transport.read(received)).isPositive();
            }

            assertThatThrownBy(() -> transport.read(received))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the stream from localhost:443 failed");
        }
    }

    /** Drives the client until it is done, or waits for bytes that a changed length has promised. */
    private static void readSome(final Transport transport, final MemoryTlsServer server) throws IOException {
        int patience = 100;
        while (transport.poll() != TransportStage.OPEN) {
            if (--patience == 0) {
                return;
            }
        }
        server.send(ByteBuffer.wrap(SENT));
        final ByteBuffer received = ByteBuffer.allocate(SENT.length);
        while (received.hasRemaining() && --patience > 0) {
            assertThat(transport.read(received)).isNotNegative();
        }
        for (int i = 0; i < received.position(); i++) {
            assertThat(received.get(i)).isEqualTo(SENT[i]);
        }
    }

    /** Another transport with one bit of what comes from it turned around. */
    private static final class FlippingWire implements Transport {
        private final Transport lower;
        private final int offset;
        private final int mask;
        private int bytesPassed;

        FlippingWire(final Transport lower, final int offset, final int mask) {
            this.lower = lower;
            this.offset = offset;
            this.mask = mask;
        }

        @Override
        public TransportStage poll() throws IOException {
            return lower.poll();
        }

        @Override
        public int read(final ByteBuffer destination) throws IOException {
            final int start = destination.position();
            final int count = lower.read(destination);
            if (offset >= bytesPassed && offset < bytesPassed + count) {
                final int at = start + offset - bytesPassed;
                destination.put(at, (byte) (destination.get(at) ^ mask));
            }
            bytesPassed += count;
            return count;
        }

        @Override
        public int write(final ByteBuffer source) throws IOException {
            return lower.write(source);
        }

        @Override
        public boolean flush() throws IOException {
            return lower.flush();
        }

        @Override
        public String description() {
            return toString();
        }

        @Override
        public void close() {
            lower.close();
        }

        @Override
        public String toString() {
            return "flips " + mask + " of byte " + offset;
        }
    }
}
