package io.aggtape.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aggregate trade frames of many symbols, one behind the other in a direct buffer, as the socket brings them; the same for
 * the same seed.
 */
public final class WireFrames {
    /** The longest frame, bytes. */
    public static final int MAX_BYTES = 512;

    /** What stands between two frames: as much as a WebSocket header. */
    private static final int HEADER_BYTES = 4;

    private static final long FIRST_TIME_MS = 1_795_348_800_000L;

    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final int[] lengths;

    private WireFrames(final int count) {
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(count * MAX_BYTES));
        offsets = new int[count];
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
            final String frame = buffer.getStringWithoutLengthUtf8(offsets[i], lengths[i]);
            escaped.put(i, frame.replace("\"e\":\"aggTrade\"", "\"e\":\"agg\\u0054rade\""));
        }
        return escaped;
    }

    /** Where all frames are. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** How many frames there are. */
    public int size() {
        return lengths.length;
    }

    /** Where a frame starts. */
    public int offset(final int index) {
        return offsets[index];
    }

    /** The length of a frame. */
    public int length(final int index) {
        return lengths[index];
    }

    /** A frame alone, with as many bytes of nothing after it as wanted. */
    public byte[] copy(final int index, final int padding) {
        final byte[] bytes = new byte[lengths[index] + padding];
        buffer.getBytes(offsets[index], bytes, 0, lengths[index]);
        return bytes;
    }

    private void put(final int index, final String frame) {
        final byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        offsets[index] = index == 0 ? HEADER_BYTES : offsets[index - 1] + lengths[index - 1] + HEADER_BYTES;
        buffer.putBytes(offsets[index], bytes);
        lengths[index] = bytes.length;
    }
}
