package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A read-only view of one file of a tape, mapped a window at a time. Owned by one thread.
 *
 * <p>A file is a chain of excerpts, each an {@code int} header and its payload, the next at the next multiple of four:
 * the lower 30 bits of the header are the payload's length, bit 30 marks Chronicle's own excerpts, bit 31 one that is
 * not complete; both alone mark the end of a file that is done. All is little-endian. The first excerpt says, in a fixed
 * place, where the last one starts that the writer completed.
 */
final class CycleWindow implements AutoCloseable {
    static final int DEFAULT_WINDOW_BYTES = 1 << 30;
    static final long UNKNOWN = -1;

    private static final int PAGE_BYTES = 4096;
    private static final int SCAN_BYTES = 1 << 20;
    private static final byte[] WRITE_POSITION = "writePosition".getBytes(US_ASCII);
    private static final byte LONG_ARRAY = (byte) 0x8D;
    private static final int PAIR = 2;

    private final CycleFile file;
    private final FileChannel channel;
    private final int windowBytes;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer head = new UnsafeBuffer(0, 0);

    private MappedByteBuffer mapped;
    private MappedByteBuffer mappedHead;
    private long start;
    private long end;
    private int writePositionOffset;
    private long lastUsed = UNKNOWN;

    private CycleWindow(final CycleFile file, final int windowBytes, final FileChannel channel) {
        this.file = file;
        this.windowBytes = windowBytes;
        this.channel = channel;
    }

    /** Opens a file; null where it is gone, as old files go while others read. */
    static CycleWindow open(final CycleFile file, final int windowBytes) {
        try {
            return new CycleWindow(file, windowBytes, FileChannel.open(file.path(), StandardOpenOption.READ));
        } catch (final NoSuchFileException e) {
            return null;
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot open " + file.path() + ": " + e, e);
        }
    }

    CycleFile file() {
        return file;
    }

    /** Brings a stretch of the file into the window, which may move; false where the file is shorter than that. */
    boolean ensure(final long position, final long length) {
        return position >= start && position + length <= end || move(position, length);
    }

    /** The window's bytes; the object stays the same when the window moves. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** The same bytes as {@link #buffer()}; another object after the window has moved. */
    ByteBuffer bytes() {
        return mapped;
    }

    /** Where in the window a position within it is. */
    int offset(final long position) {
        return (int) (position - start);
    }

    /** A header or a length in the window, as another process may have just written it. */
    int intVolatile(final long position) {
        return buffer.getIntVolatile(offset(position));
    }

    long longAt(final long position) {
        return buffer.getLong(offset(position), LITTLE_ENDIAN);
    }

    byte byteAt(final long position) {
        return buffer.getByte(offset(position));
    }

    /** The length of the file, which is sparse, bytes. */
    long fileLength() {
        try {
            return channel.size();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the last excerpt starts that the writer completed, {@link #UNKNOWN} where the file does not say. In a file that
     * was set aside that is not to be trusted: there it is the last place that holds anything.
     */
    long writePosition() {
        if (file.isSetAside()) {
            return lastUsed();
        }
        if (writePositionOffset == 0 && !findWritePosition()) {
            return UNKNOWN;
        }
        return head.getLongVolatile(writePositionOffset);
    }

    @Override
    public void close() {
        unmap();
        if (mappedHead != null) {
            head.wrap(0, 0);
            IoUtil.unmap(mappedHead);
            mappedHead = null;
            writePositionOffset = 0;
        }
        try {
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean move(final long position, final long length) {
        final long size = fileLength();
        if (position + length > size) {
            return false;
        }
        final long newStart = position & -PAGE_BYTES;
        final long newLength = Math.min(Math.max(windowBytes, length + PAGE_BYTES), size - newStart);
        unmap();
        mapped = map(newStart, newLength);
        buffer.wrap(mapped);
        start = newStart;
        end = newStart + newLength;
        return true;
    }

    private void unmap() {
        if (mapped != null) {
            buffer.wrap(0, 0);
            IoUtil.unmap(mapped);
            mapped = null;
            start = 0;
            end = 0;
        }
    }

    private MappedByteBuffer map(final long position, final long length) {
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot map " + file.path(), e);
        }
    }

    private long lastUsed() {
        if (lastUsed == UNKNOWN) {
            try {
                final ByteBuffer part = ByteBuffer.allocate(SCAN_BYTES);
                long from = fileLength();
                int used = -1;
                while (used < 0 && from > 0) {
                    from = (from - 1) / SCAN_BYTES * SCAN_BYTES;
                    part.clear();
                    FileBytes.read(channel, part, from);
                    used = lastNonZero(part.flip());
                }
                lastUsed = Math.max(0, from + used) & -Integer.BYTES;
            } catch (final IOException e) {
                throw new UncheckedIOException("cannot read " + file.path(), e);
            }
        }
        return lastUsed;
    }

    private static int lastNonZero(final ByteBuffer bytes) {
        int at = bytes.limit() - 1;
        while (at >= Long.BYTES && bytes.getLong(at - Long.BYTES + 1) == 0) {
            at -= Long.BYTES;
        }
        while (at >= 0 && bytes.get(at) == 0) {
            at--;
        }
        return at;
    }

    private boolean findWritePosition() {
        if (mappedHead == null) {
            if (fileLength() < PAGE_BYTES) {
                return false;
            }
            mappedHead = map(0, PAGE_BYTES);
            head.wrap(mappedHead);
        }
        if (head.getIntVolatile(0) <= 0) {
            return false;
        }
        for (int at = Integer.BYTES; at < PAGE_BYTES / 2; at++) {
            if (isNameAt(at)) {
                writePositionOffset = pairAfter(at + WRITE_POSITION.length);
                return writePositionOffset != 0;
            }
        }
        return false;
    }

    private boolean isNameAt(final int at) {
        for (int i = 0; i < WRITE_POSITION.length; i++) {
            if (head.getByte(at + i) != WRITE_POSITION[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first value of the two-value array behind a name: its type, capacity, count, and the values, aligned to 8. */
    private int pairAfter(final int from) {
        for (int at = from; at < from + 4 * Long.BYTES; at++) {
            final int capacityAt = at + 1;
            if (head.getByte(at) == LONG_ARRAY
                    && (capacityAt & (Long.BYTES - 1)) == 0
                    && head.getLong(capacityAt, LITTLE_ENDIAN) == PAIR) {
                return capacityAt + 2 * Long.BYTES;
            }
        }
        return 0;
    }
}
