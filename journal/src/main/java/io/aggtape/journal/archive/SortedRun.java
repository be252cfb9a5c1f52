package io.aggtape.journal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** One sorted piece of a file, line by line; ordered by the id of its line, then by its number. */
final class SortedRun implements Comparable<SortedRun> {
    private static final int BUFFER_BYTES = ArchiveLines.MAX_LINE_BYTES + Integer.BYTES;

    private final int number;
    private final FileChannel channel;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long position;
    private int offset;
    private int length;
    private long id;

    SortedRun(final int number, final FileChannel channel, final long start, final long end) {
        this.number = number;
        this.channel = channel;
        this.end = end;
        position = start;
    }

    boolean next() throws IOException {
        if (buffer.remaining() < Integer.BYTES
                || buffer.remaining() < Integer.BYTES + buffer.getInt(buffer.position())) {
            fill();
        }
        if (!buffer.hasRemaining()) {
            return false;
        }
        length = buffer.getInt();
        offset = buffer.position();
        buffer.position(offset + length);
        id = RowParser.idOf(buffer.array(), offset, length);
        return true;
    }

    byte[] bytes() {
        return buffer.array();
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    @Override
    public int compareTo(final SortedRun other) {
        final int byId = Long.compare(id, other.id);
        return byId != 0 ? byId : Integer.compare(number, other.number);
    }

    private void fill() throws IOException {
        buffer.compact();
        buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - position));
        while (buffer.hasRemaining()) {
            final int read = channel.read(buffer, position);
            if (read < 0) {
                throw new IOException("the temporary file of sorted rows was cut");
            }
            position += read;
        }
        buffer.flip();
    }
}
