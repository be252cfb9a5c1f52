package io.aggtape.journal;

import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The document that gathers records until it is written; owned by the writer's thread. */
final class OpenDocument {
    static final int MAX_BYTES = TapeWriter.MAX_RECORD_BYTES + (4 << 20);

    private static final int INITIAL_BYTES = 1 << 18;
    /** More than what one frame leads to. */
    private static final int SPARE_RECORDS = 64;

    private static final int SPARE_BYTES = 1 << 20;

    private final DocumentSeal seal = new DocumentSeal();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private Bytes<?> readable;
    private int length;
    private int recordCount;

    OpenDocument() {
        grow(INITIAL_BYTES);
        clear();
    }

    /** Where the next record is encoded, at {@link #length()}. */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** How many bytes it has, its header included. */
    int length() {
        return length;
    }

    int recordCount() {
        return recordCount;
    }

    boolean isEmpty() {
        return recordCount == 0;
    }

    /** Whether what one frame leads to, the longest, may not fit any more, grown or not. */
    boolean isFilledUp() {
        return recordCount > TapeConfig.MAX_RECORDS - SPARE_RECORDS
                || length > MAX_BYTES - TapeWriter.MAX_RECORD_BYTES - SPARE_BYTES;
    }

    /** Whether so many bytes more fit without {@link #grow}. */
    boolean hasRoom(final long recordBytes) {
        return recordBytes <= buffer.capacity() - length;
    }

    /** Adds a record that was encoded at {@link #length()} of {@link #buffer()}. */
    void add(final int recordBytes) {
        length += recordBytes;
        recordCount++;
    }

    /** Completes it; the bytes are valid until it changes. */
    Bytes<?> seal(final long sequence) {
        seal.seal(buffer, bytes, length, sequence, recordCount);
        readable.readPositionRemaining(0, length);
        return readable;
    }

    /** Starts a new one. */
    void clear() {
        length = DocumentSeal.HEADER_LENGTH;
        recordCount = 0;
    }

    /** Makes room for so many bytes in all; keeps what is there. */
    void grow(final int capacity) {
        if (capacity > buffer.capacity()) {
            final ByteBuffer larger = ByteBuffer.allocateDirect(Integer.highestOneBit(capacity - 1) << 1);
            larger.put(0, bytes.clear(), 0, length);
            bytes = larger;
            buffer.wrap(bytes);
            readable = BytesStore.wrap(bytes).bytesForRead();
            readable.singleThreadedCheckDisabled(true);
        }
    }
}
