package io.aggtape.feed.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Plays the feed thread: polls a transport until something has happened. */
final class Drive {
    private static final long PATIENCE_NS = 30_000_000_000L;

    private Drive() {}

    static <T extends Transport> T untilOpen(final T transport) throws IOException {
        final long startNs = System.nanoTime();
        while (transport.poll() != TransportStage.OPEN) {
            pause(startNs, "open, but " + transport.description());
        }
        return transport;
    }

    /** The fault that a transport ends with on its way to OPEN. */
    static TransportException untilFault(final Transport transport) {
        final TransportException fault = catchThrowableOfType(TransportException.class, () -> untilOpen(transport));
        assertThat(fault)
                .as("the transport opened, or gave no TransportException")
                .isNotNull();
        return fault;
    }

    static void write(final Transport transport, final String text) throws IOException {
        write(transport, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void write(final Transport transport, final ByteBuffer source) throws IOException {
        final long startNs = System.nanoTime();
        while (source.hasRemaining() | !transport.flush()) {
            if (transport.write(source) == 0) {
                pause(startNs, "everything written");
            }
        }
    }

    /** Reads one time, waiting for the first byte or the end of the stream. */
    static int read(final Transport transport, final ByteBuffer destination) throws IOException {
        final long startNs = System.nanoTime();
        int count = transport.read(destination);
        while (count == 0) {
            pause(startNs, "something to read");
            count = transport.read(destination);
        }
        return count;
    }

    static String readText(final Transport transport, final int length) throws IOException {
        final ByteBuffer destination = ByteBuffer.allocate(length);
        while (destination.hasRemaining() && read(transport, destination) > 0) {
            // until it is full, or the stream at its end
        }
        return new String(destination.array(), 0, destination.position(), StandardCharsets.UTF_8);
    }

    static byte[] randomBytes(final SplittableRandom random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The seed of this run's random data, from {@code -Daggtape.seed} where given. */
    static long seed() {
        return Long.getLong("aggtape.seed", System.nanoTime());
    }

    static void pause(final long startNs, final String wanted) {
        if (System.nanoTime() - startNs > PATIENCE_NS) {
            throw new AssertionError("waited in vain for: " + wanted);
        }
        Thread.yield();
    }
}
