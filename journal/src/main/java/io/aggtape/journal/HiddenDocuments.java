package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks behind the place where the documents of a file seem to end for what a hole hides: a loss of power may leave later
 * pages on the disk and not the earlier ones. Reads only, not through a mapping, and passes what the disk does not hold.
 * Owned by one thread.
 */
final class HiddenDocuments implements AutoCloseable {
    static final long NONE = -1;

    private static final int PART_BYTES = 64 << 10;
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int HEADER = Integer.BYTES;
    /** The excerpt's header, the document's and that of its first record. */
    private static final int HEAD_BYTES = HEADER + DocumentSeal.HEADER_LENGTH + DocumentSeal.FRAME_LENGTH;

    private final FileChannel channel;
    private final DiskUse.Data data;
    private final long size;
    private final DocumentSeal seal = new DocumentSeal();
    private final ByteBuffer part = ByteBuffer.allocate(PART_BYTES).order(LITTLE_ENDIAN);
    private final UnsafeBuffer partView = new UnsafeBuffer(part);

    private long partStart = NONE;

    HiddenDocuments(final Path file) throws IOException {
        channel = FileChannel.open(file);
        size = channel.size();
        data = new DiskUse.Data(file);
    }

    /** The same as {@link #next} for a file that may have been removed meanwhile. */
    static long find(final Path file, final long from, final long afterSequence) {
        try (HiddenDocuments documents = new HiddenDocuments(file)) {
            return documents.next(from, afterSequence);
        } catch (final NoSuchFileException e) {
            return NONE;
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot read " + file + ": " + e, e);
        }
    }

    /** Where, from a place on, the first intact document stands with a greater sequence; {@link #NONE} where none does. */
    long next(final long from, final long afterSequence) throws IOException {
        long at = used(from);
        while (at != NONE && !isDocument(at, afterSequence)) {
            at = used(at + HEADER);
        }
        return at;
    }

    /**
     * Where something stands that cannot be the rest of a document whose writer died in it, because zeros are between it
     * and the place; {@link #NONE} where nothing does.
     */
    long detached(final long from) throws IOException {
        long before = from;
        long at = used(from);
        while (at != NONE && at - before <= PART_BYTES) {
            before = at;
            at = used(at + HEADER);
        }
        return at;
    }

    /** Where, from a multiple of four on, the first word stands that is not zero; {@link #NONE} where none does. */
    long used(final long from) throws IOException {
        long at = from;
        while (at < size) {
            if (!isLoaded(at, HEADER)) {
                at = data.next(at) & -HEADER;
                if (at < 0) {
                    return NONE;
                }
                load(at);
            }
            while (isLoaded(at, HEADER) && part.getInt((int) (at - partStart)) == 0) {
                at += HEADER;
            }
            if (isLoaded(at, HEADER)) {
                return at;
            }
        }
        return NONE;
    }

    @Override
    public void close() throws IOException {
        data.close();
        channel.close();
    }

    /** Cheap where it is none, for a file may hold noise. */
    private boolean isDocument(final long at, final long afterSequence) throws IOException {
        if (!isLoaded(at, HEAD_BYTES)) {
            load(at);
        }
        final int offset = (int) (at - partStart);
        final int header = part.getInt(offset);
        final int length = header & LENGTH_MASK;
        if (header <= 0 || (header & META_DATA) != 0 || length < HEAD_BYTES - HEADER || at + HEADER + length > size) {
            return false;
        }
        final int firstRecordBytes = part.getInt(offset + HEAD_BYTES - DocumentSeal.FRAME_LENGTH);
        return part.getShort(offset + HEADER + DocumentSeal.RESERVED_OFFSET) == 0
                && DocumentSeal.recordCount(partView, offset + HEADER) > 0
                && DocumentSeal.sequence(partView, offset + HEADER) > afterSequence
                && firstRecordBytes > 0
                && firstRecordBytes <= length - (HEAD_BYTES - HEADER)
                && isIntact(at + HEADER, length);
    }

    private boolean isIntact(final long at, final int length) throws IOException {
        final ByteBuffer document = ByteBuffer.allocate(length);
        FileBytes.read(channel, document, at);
        final UnsafeBuffer view = new UnsafeBuffer(document);
        return DocumentSeal.isWellFormed(view, 0, length) && seal.isIntact(view, document, 0, length);
    }

    private boolean isLoaded(final long at, final int length) {
        return partStart != NONE && at >= partStart && at + length <= partStart + PART_BYTES;
    }

    /** Behind the end of the file stand zeros. */
    private void load(final long at) throws IOException {
        partStart = at;
        partView.setMemory(0, PART_BYTES, (byte) 0);
        part.clear();
        FileBytes.read(channel, part, at);
        part.clear();
    }
}
