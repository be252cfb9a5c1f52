package io.aggtape.feed.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * TLS records on their way between the kernel and the engine. On the heap for the JDK's engine, which decrypts in place:
 * out of a heap buffer it allocates 360 to 2,100 bytes a record less than out of a direct one, and is faster. Direct for
 * Conscrypt's, which copies what lies on the heap to where native code finds it.
 */
final class RecordBuffer {
    /** Type, version and length stand before each record (RFC 8446, 5.1). */
    static final int HEADER_BYTES = 5;

    private static final int MAX_RECORD_BYTES = HEADER_BYTES + 0xffff;
    private static final int FIRST_CONTENT_TYPE = 20;
    private static final int LAST_CONTENT_TYPE = 24;

    /** From position to limit: what has come and has not been taken yet. */
    private final ByteBuffer bytes;

    RecordBuffer(final int capacity, final boolean isDirect) {
        if (capacity <= MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("the largest record must fit: more than " + MAX_RECORD_BYTES + " bytes");
        }
        bytes = (isDirect ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity)).limit(0);
    }

    /** What waits, to be taken by moving its position. */
    ByteBuffer waiting() {
        return bytes;
    }

    /** Forgets what waits. */
    void clear() {
        bytes.position(0).limit(0);
    }

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    /** Reads from the transport below as much as fits; the count, 0 for nothing now, -1 at the end of the stream. */
    int fillFrom(final Transport transport) throws IOException {
        final int unread = beginAppend(0);
        final int count = transport.read(bytes);
        endAppend(unread);
        return count;
    }

    /** Opens the space behind what waits for somebody to put bytes there; to be followed by {@link #endAppend}. */
    int beginAppend(final int wantedBytes) {
        if (!bytes.hasRemaining()) {
            bytes.position(0).limit(0);
        } else if (bytes.position() > 0 && bytes.capacity() - bytes.limit() < Math.max(wantedBytes, MAX_RECORD_BYTES)) {
            bytes.compact().flip();
        }
        final int unread = bytes.position();
        bytes.position(bytes.limit()).limit(bytes.capacity());
        return unread;
    }

    /** Makes what was put behind part of what waits. */
    void endAppend(final int unread) {
        bytes.limit(bytes.position()).position(unread);
    }

    /** The size of the record in front with its header, or 0 while the header is not there. */
    int recordBytes() {
        if (bytes.remaining() < HEADER_BYTES) {
            return 0;
        }
        final int at = bytes.position();
        return HEADER_BYTES + ((bytes.get(at + 3) & 0xff) << 8 | bytes.get(at + 4) & 0xff);
    }

    /** True when the record in front is there to its last byte. */
    boolean hasRecord() {
        final int recordBytes = recordBytes();
        return recordBytes > 0 && bytes.remaining() >= recordBytes;
    }

    /** True where what waits cannot be TLS, judged by its first byte. */
    boolean isPlainText() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        final int type = bytes.get(bytes.position());
        return type < FIRST_CONTENT_TYPE || type > LAST_CONTENT_TYPE;
    }

    /** The first bytes that wait, for a message; anything but printable ASCII becomes a dot. */
    String excerpt(final int maxLength) {
        final int length = Math.min(maxLength, bytes.remaining());
        final StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            final byte b = bytes.get(bytes.position() + i);
            text.append(b >= ' ' && b < 0x7f ? (char) b : '.');
        }
        return text.toString();
    }
}
