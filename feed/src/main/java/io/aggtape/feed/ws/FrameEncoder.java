package io.aggtape.feed.ws;

import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes client frames: one a message, masked with a fresh key each, lengths in their shortest form. */
public final class FrameEncoder {
    private static final int FINAL_BIT = 0x80;
    private static final int MASK_BIT = 0x80;
    private static final int KEY_BYTES = 4;

    private final RandomGenerator random;

    /** {@code random}: where mask keys come from; RFC 6455 section 5.3 wants it unpredictable to the sender of data. */
    public FrameEncoder(final RandomGenerator random) {
        this.random = random;
    }

    /** The length of a frame with that payload, bytes, header and key included. */
    public static long encodedLength(final int payloadLength) {
        return (long) headerLength(payloadLength) + KEY_BYTES + payloadLength;
    }

    /** Writes a frame at {@code index} and returns its length; source and target must not overlap. */
    public int encode(
            final MutableDirectBuffer target,
            final int index,
            final int opCode,
            final DirectBuffer source,
            final int offset,
            final int length) {
        final int key = random.nextInt();
        final int keyIndex = index + headerLength(length);
        target.putByte(index, (byte) (FINAL_BIT | opCode));
        if (length < 126) {
            target.putByte(index + 1, (byte) (MASK_BIT | length));
        } else if (length <= 0xFFFF) {
            target.putByte(index + 1, (byte) (MASK_BIT | 126));
            target.putShort(index + 2, (short) length, ByteOrder.BIG_ENDIAN);
        } else {
            target.putByte(index + 1, (byte) (MASK_BIT | 127));
            target.putLong(index + 2, length, ByteOrder.BIG_ENDIAN);
        }
        target.putInt(keyIndex, key, ByteOrder.LITTLE_ENDIAN);
        mask(target, keyIndex + KEY_BYTES, key, source, offset, length);
        return keyIndex + KEY_BYTES + length - index;
    }

    private static int headerLength(final int payloadLength) {
        if (payloadLength < 126) {
            return 2;
        }
        return payloadLength <= 0xFFFF ? 4 : FrameHeader.MAX_LENGTH;
    }

    private static void mask(
            final MutableDirectBuffer target,
            final int index,
            final int key,
            final DirectBuffer source,
            final int offset,
            final int length) {
        final long twice = Integer.toUnsignedLong(key) | (long) key << Integer.SIZE;
        int at = 0;
        while (length - at >= Long.BYTES) {
            final long word = source.getLong(offset + at, ByteOrder.LITTLE_ENDIAN);
            target.putLong(index + at, word ^ twice, ByteOrder.LITTLE_ENDIAN);
            at += Long.BYTES;
        }
        while (at < length) {
            target.putByte(index + at, (byte) (source.getByte(offset + at) ^ twice >>> ((at & 7) << 3)));
            at++;
        }
    }
}
