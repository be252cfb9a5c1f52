package io.aggtape.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aggregate trade frames of many symbols, one a slot of a direct buffer, as the ring holds them; the same for the same
 * seed.
 */
public final class WireFrames {
    /** The distance between two slots in bytes. */
    public static final int SLOT_BYTES = 512;

    private static final long FIRST_TIME_MS = 1_795_348_800_000L;

    private final UnsafeBuffer buffer;
    private final int[] lengths;

    private WireFrames(final int count) {
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(count * SLOT_BYTES));
        lengths = new int[count];
    }

    /**
     * Spot frames in milliseconds, raw or combined: each of a symbol drawn at random, with its own price, ids and
     * sizes.
     */
    public static WireFrames spot(final int count, final int symbols, final boolean isCombined, final long seed) {
        return of(isCombined ? FrameKind.SPOT_COMBINED : FrameKind.SPOT_RAW, count, symbols, seed);
    }

    /** Frames of a kind in milliseconds: each of a symbol drawn at random, with its own price, ids and sizes. */
    public static WireFrames of(final FrameKind kind, final int count, final int symbols, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final WireFrames frames = new WireFrames(count);
        final long[] ids = new long[symbols];
        final long[] prices = new long[symbols];
        for (int i = 0; i < symbols; i++) {
            ids[i] = (long) Math.pow(10, 6 + 4 * random.nextDouble());
            prices[i] = (long) Math.pow(10, 4 + kind.priceMagnitudes() * random.nextDouble());
        }
        for (int i = 0; i < count; i++) {
            final int at = random.nextInt(symbols);
            prices[at] += random.nextInt(-1, 2);
            final long fills = 1 + random.nextInt(3);
            final double quantity = 0.001 * Math.pow(10, 5 * random.nextDouble());
            final long timeMs = FIRST_TIME_MS + i / 10;
            final long id = ids[at]++;
            final long first = ids[at] * 3;
            frames.put(i, kind.frame(at, timeMs, id, prices[at], quantity, first, fills, random.nextBoolean()));
        }
        return frames;
    }

    /** The same trades, each with a needless escape, which no decoder of known shapes takes. */
    public WireFrames escaped() {
        final WireFrames escaped = new WireFrames(size());
        for (int i = 0; i < size(); i++) {
            final String frame = buffer.getStringWithoutLengthUtf8(i * SLOT_BYTES, lengths[i]);
            escaped.put(i, frame.replace("\"e\":\"aggTrade\"", "\"e\":\"agg\\u0054rade\""));
        }
        return escaped;
    }

    /** Where all slots are. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** How many frames there are. */
    public int size() {
        return lengths.length;
    }

    /** The length of a frame, which starts at {@code index * SLOT_BYTES}. */
    public int length(final int index) {
        return lengths[index];
    }

    /** A frame alone, with as many bytes of nothing after it as wanted. */
    public byte[] copy(final int index, final int padding) {
        final byte[] bytes = new byte[lengths[index] + padding];
        buffer.getBytes(index * SLOT_BYTES, bytes, 0, lengths[index]);
        return bytes;
    }

    private void put(final int index, final String frame) {
        final byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        buffer.putBytes(index * SLOT_BYTES, bytes);
        lengths[index] = bytes.length;
    }
}
