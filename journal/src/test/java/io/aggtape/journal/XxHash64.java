package io.aggtape.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** XXH64 with seed 0, written from its specification: the oracle of {@link TradeHash}. */
final class XxHash64 {
    private static final long P1 = Long.parseUnsignedLong("11400714785074694791");
    private static final long P2 = Long.parseUnsignedLong("14029467366897019727");
    private static final long P3 = 1_609_587_929_392_839_161L;
    private static final long P4 = Long.parseUnsignedLong("9650029242287828579");
    private static final long P5 = 2_870_177_450_012_600_261L;
    private static final int STRIPE_BYTES = 32;

    private XxHash64() {}

    static long of(final byte[] bytes) {
        final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long hash = P5;
        if (bytes.length >= STRIPE_BYTES) {
            final long[] lanes = {P1 + P2, P2, 0, -P1};
            while (in.remaining() >= STRIPE_BYTES) {
                for (int i = 0; i < lanes.length; i++) {
                    lanes[i] = round(lanes[i], in.getLong());
                }
            }
            hash = Long.rotateLeft(lanes[0], 1)
                    + Long.rotateLeft(lanes[1], 7)
                    + Long.rotateLeft(lanes[2], 12)
                    + Long.rotateLeft(lanes[3], 18);
            for (final long lane : lanes) {
                hash = (hash ^ round(0, lane)) * P1 + P4;
            }
        }
        hash += bytes.length;
        while (in.remaining() >= Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, in.getLong()), 27) * P1 + P4;
        }
        if (in.remaining() >= Integer.BYTES) {
            hash = Long.rotateLeft(hash ^ (in.getInt() & 0xFFFF_FFFFL) * P1, 23) * P2 + P3;
        }
        while (in.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ (in.get() & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long round(final long lane, final long word) {
        return Long.rotateLeft(lane + word * P2, 31) * P1;
    }
}
