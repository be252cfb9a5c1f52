package io.aggtape.journal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** As many lines as fit into memory of a fixed size, to be written in the order of their ids; owned by one thread. */
final class LinePiece {
    private static final int LEAST_LINE_BYTES = 32;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final long[] ids;
    private final int[] order;
    private final int[] scratch;
    private final ByteBuffer out = ByteBuffer.allocate(1 << 17);
    private int count;
    private int used;

    LinePiece(final int capacityBytes) {
        final int maxLines = capacityBytes / LEAST_LINE_BYTES + 1;
        bytes = new byte[capacityBytes + ArchiveLines.MAX_LINE_BYTES];
        starts = new int[maxLines];
        lengths = new int[maxLines];
        ids = new long[maxLines];
        order = new int[maxLines];
        scratch = new int[maxLines];
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean hasRoom(final int length) {
        return count < starts.length && (count == 0 || used + length <= bytes.length - ArchiveLines.MAX_LINE_BYTES);
    }

    void add(final byte[] source, final int offset, final int length) {
        System.arraycopy(source, offset, bytes, used, length);
        starts[count] = used;
        lengths[count] = length;
        ids[count] = RowParser.idOf(source, offset, length);
        used += length;
        count++;
    }

    void clear() {
        count = 0;
        used = 0;
    }

    /** Appends each line after its length, 4 bytes. */
    void writeSorted(final FileChannel channel) throws IOException {
        sort();
        out.clear();
        long position = channel.size();
        for (int i = 0; i < count; i++) {
            final int line = order[i];
            if (out.remaining() < Integer.BYTES + lengths[line]) {
                position = flush(channel, position);
            }
            out.putInt(lengths[line]).put(bytes, starts[line], lengths[line]);
        }
        flush(channel, position);
    }

    private long flush(final FileChannel channel, final long position) throws IOException {
        long at = position;
        out.flip();
        while (out.hasRemaining()) {
            at += channel.write(out, at);
        }
        out.clear();
        return at;
    }

    /** Merges ever longer stretches, which keeps the order of equal ids. */
    private void sort() {
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int width = 1; width < count && width > 0; width *= 2) {
            for (int from = 0; from < count - width; from += 2 * width) {
                merge(from, from + width, Math.min(from + 2 * width, count));
            }
        }
    }

    private void merge(final int from, final int middle, final int to) {
        if (ids[order[middle - 1]] <= ids[order[middle]]) {
            return;
        }
        System.arraycopy(order, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle) {
            order[at++] = right < to && ids[order[right]] < ids[scratch[left]] ? order[right++] : scratch[left++];
        }
    }
}
