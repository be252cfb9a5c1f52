package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Another transport over a bad wire: each call moves a few bytes, of a random count, or none at all. */
final class TricklingTransport implements Transport {
    private final Transport lower;
    private final SplittableRandom random;

    TricklingTransport(final Transport lower, final SplittableRandom random) {
        this.lower = lower;
        this.random = random;
    }

    @Override
    public TransportStage poll() throws IOException {
        return lower.poll();
    }

    @Override
    public int read(final ByteBuffer destination) throws IOException {
        final int limit = destination.limit();
        destination.limit(destination.position() + few(destination));
        try {
            return destination.hasRemaining() ? lower.read(destination) : 0;
        } finally {
            destination.limit(limit);
        }
    }

    @Override
    public int write(final ByteBuffer source) throws IOException {
        final int limit = source.limit();
        source.limit(source.position() + few(source));
        try {
            return source.hasRemaining() ? lower.write(source) : 0;
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public boolean flush() throws IOException {
        return lower.flush();
    }

    @Override
    public String description() {
        return lower.description() + ", trickling";
    }

    @Override
    public void close() {
        lower.close();
    }

    private int few(final ByteBuffer buffer) {
        final int most = random.nextInt(3) == 0 ? 3 : 2_000;
        return Math.min(buffer.remaining(), random.nextInt(most));
    }
}
