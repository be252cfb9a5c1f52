package io.aggtape.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/** XXH64 with seed 0, as its specification says: https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md. */
final class XxHash64 {
    private static final long P1 = 0x9E37_79B1_85EB_CA87L;
    private static final long P2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long P3 = 0x1656_67B1_9E37_79F9L;
    private static final long P4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long P5 = 0x27D4_EB2F_1656_67C5L;
    private static final int STRIPE_BYTES = 32;

    private XxHash64() {}

    /** Of {@code length} bytes from {@code offset} on; allocates nothing. */
    static long of(final DirectBuffer bytes, final int offset, final int length) {
        final int end = offset + length;
        int at = offset;
        long hash = P5;
        if (length >= STRIPE_BYTES) {
            long lane1 = P1 + P2;
            long lane2 = P2;
            long lane3 = 0;
            long lane4 = -P1;
            for (; end - at >= STRIPE_BYTES; at += STRIPE_BYTES) {
                lane1 = round(lane1, bytes.getLong(at, LITTLE_ENDIAN));
                lane2 = round(lane2, bytes.getLong(at + 8, LITTLE_ENDIAN));
                lane3 = round(lane3, bytes.getLong(at + 16, LITTLE_ENDIAN));
                lane4 = round(lane4, bytes.getLong(at + 24, LITTLE_ENDIAN));
            }
            hash = Long.rotateLeft(lane1, 1)
                    + Long.rotateLeft(lane2, 7)
                    + Long.rotateLeft(lane3, 12)
                    + Long.rotateLeft(lane4, 18);
            hash = merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4);
        }
        return avalanche(addTail(hash + length, bytes, at, end));
    }

    private static long addTail(final long start, final DirectBuffer bytes, final int from, final int end) {
        long hash = start;
        int at = from;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, bytes.getLong(at, LITTLE_ENDIAN)), 27) * P1 + P4;
        }
        if (end - at >= Integer.BYTES) {
            hash = Long.rotateLeft(hash ^ (bytes.getInt(at, LITTLE_ENDIAN) & 0xFFFF_FFFFL) * P1, 23) * P2 + P3;
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes.getByte(at) & 0xFF) * P5, 11) * P1;
        }
        return hash;
    }

    private static long round(final long lane, final long word) {
        return Long.rotateLeft(lane + word * P2, 31) * P1;
    }

    private static long merge(final long hash, final long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }

    private static long avalanche(final long mixed) {
        long hash = (mixed ^ mixed >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }
}
