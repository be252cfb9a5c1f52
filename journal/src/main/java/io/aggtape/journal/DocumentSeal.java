package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes and checks the header that makes a damaged document show; owned by one thread. */
final class DocumentSeal {
    /** Bytes of the schema's {@code documentHeader}. */
    static final int HEADER_LENGTH = 16;

    /** Bytes of the schema's {@code recordFrame}. */
    static final int FRAME_LENGTH = 4;

    static final int SEQUENCE_OFFSET = 0;
    static final int CRC_OFFSET = 8;
    static final int RECORD_COUNT_OFFSET = 12;
    static final int RESERVED_OFFSET = 14;

    private static final int MIN_RECORD_LENGTH = 8;
    private static final int COUNT_MASK = 0xFFFF;

    private final CRC32C crc = new CRC32C();

    /** Completes a document that starts at 0 of both views of the same memory; {@code length} with the header. */
    void seal(
            final MutableDirectBuffer buffer,
            final ByteBuffer bytes,
            final int length,
            final long sequence,
            final int recordCount) {
        buffer.putLong(SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
        buffer.putShort(RECORD_COUNT_OFFSET, (short) recordCount, LITTLE_ENDIAN);
        buffer.putShort(RESERVED_OFFSET, (short) 0, LITTLE_ENDIAN);
        buffer.putInt(CRC_OFFSET, crcOf(bytes, 0, length), LITTLE_ENDIAN);
    }

    /** Whether a well-formed document is as it was written. */
    boolean isIntact(final DirectBuffer buffer, final ByteBuffer bytes, final int offset, final int length) {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN) == crcOf(bytes, offset, length);
    }

    /** Whether the counts and lengths of a document agree with each other: cheap, and exact about where it ends. */
    static boolean isWellFormed(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_LENGTH || buffer.getShort(offset + RESERVED_OFFSET, LITTLE_ENDIAN) != 0) {
            return false;
        }
        final int recordCount = recordCount(buffer, offset);
        int at = HEADER_LENGTH;
        for (int i = 0; i < recordCount; i++) {
            if (at > length - FRAME_LENGTH) {
                return false;
            }
            final int recordLength = buffer.getInt(offset + at, LITTLE_ENDIAN);
            at += FRAME_LENGTH;
            if (recordLength < MIN_RECORD_LENGTH || recordLength > length - at) {
                return false;
            }
            at += recordLength;
        }
        return recordCount > 0 && at == length;
    }

    static long sequence(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    static int recordCount(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + RECORD_COUNT_OFFSET, LITTLE_ENDIAN) & COUNT_MASK;
    }

    private int crcOf(final ByteBuffer bytes, final int offset, final int length) {
        crc.reset();
        bytes.clear().position(offset).limit(offset + CRC_OFFSET);
        crc.update(bytes);
        bytes.limit(offset + length).position(offset + RECORD_COUNT_OFFSET);
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
