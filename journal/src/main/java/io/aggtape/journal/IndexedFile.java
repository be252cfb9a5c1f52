package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A file as a time index knows it, and the two documents by which it is known again.
 *
 * @param name its name in the tape's directory.
 * @param first the first document.
 * @param last the last document that is indexed.
 * @param end behind it.
 */
record IndexedFile(String name, Mark first, Mark last, long end) {
    private static final int MARK_BYTES = 2 * Long.BYTES + Integer.BYTES;

    /**
     * A document.
     *
     * @param position where its excerpt starts.
     */
    record Mark(long position, long sequence, int crc) {
        static Mark of(final DocumentCursor cursor) {
            return new Mark(
                    cursor.position(),
                    cursor.sequence(),
                    cursor.buffer().getInt(cursor.offset() + DocumentSeal.CRC_OFFSET, LITTLE_ENDIAN));
        }

        private boolean isIn(final FileChannel file) throws IOException {
            final ByteBuffer head = ByteBuffer.allocate(Excerpts.HEADER_LENGTH + DocumentSeal.HEADER_LENGTH)
                    .order(LITTLE_ENDIAN);
            FileBytes.read(file, head, position);
            return head.getLong(Excerpts.HEADER_LENGTH + DocumentSeal.SEQUENCE_OFFSET) == sequence
                    && head.getInt(Excerpts.HEADER_LENGTH + DocumentSeal.CRC_OFFSET) == crc;
        }

        private void writeTo(final ByteBuffer out) {
            out.putLong(position).putLong(sequence).putInt(crc);
        }

        private static Mark readFrom(final ByteBuffer in) {
            return new Mark(in.getLong(), in.getLong(), in.getInt());
        }
    }

    /** Whether both documents stand in a file where they should. */
    boolean describes(final CycleFile file) {
        try (FileChannel channel = FileChannel.open(file.path())) {
            return file.name().equals(name) && first.isIn(channel) && last.isIn(channel);
        } catch (final IOException e) {
            return false;
        }
    }

    int lengthInBytes() {
        return Integer.BYTES + name.getBytes(StandardCharsets.UTF_8).length + 2 * MARK_BYTES + Long.BYTES;
    }

    void writeTo(final ByteBuffer out) {
        final byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        out.putInt(utf8.length).put(utf8);
        first.writeTo(out);
        last.writeTo(out);
        out.putLong(end);
    }

    static IndexedFile readFrom(final ByteBuffer in) {
        final byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new IndexedFile(
                new String(utf8, StandardCharsets.UTF_8), Mark.readFrom(in), Mark.readFrom(in), in.getLong());
    }
}
