package io.aggtape.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.agrona.collections.LongArrayList;

/**
 * Reads Chronicle's own index of one file, by which a reader reaches the last records, or any place, without passing all
 * before it: the second excerpt of a file holds the positions of index pages, each of which holds the positions of every
 * so many-th document.
 */
final class CycleIndex {
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int HEADER_LENGTH = Integer.BYTES;
    private static final byte EVENT_NAME = (byte) 0xB9;
    private static final byte LONG_ARRAY = (byte) 0x8D;
    private static final int MAX_PADDING = 16;
    private static final byte[] PAGES = "index2index".getBytes(US_ASCII);
    private static final byte[] PAGE = "index".getBytes(US_ASCII);

    private CycleIndex() {}

    /** Positions of documents in ascending order; the first is 0, the start of the file, and all for one set aside. */
    static long[] positions(final CycleWindow window) {
        final LongArrayList positions = new LongArrayList();
        positions.addLong(0);
        if (!window.file().isSetAside() && window.ensure(0, HEADER_LENGTH) && isMetaData(window.intVolatile(0))) {
            final int firstLength = window.intVolatile(0) & LENGTH_MASK;
            for (final long page : read(window, HEADER_LENGTH + align(firstLength), PAGES)) {
                for (final long position : read(window, page, PAGE)) {
                    if (position > positions.getLong(positions.size() - 1)) {
                        positions.addLong(position);
                    }
                }
            }
        }
        return positions.toLongArray();
    }

    private static long[] read(final CycleWindow window, final long position, final byte[] name) {
        if ((position & 3) != 0 || !window.ensure(position, HEADER_LENGTH)) {
            return new long[0];
        }
        final int header = window.intVolatile(position);
        final int length = header & LENGTH_MASK;
        if (!isMetaData(header) || !window.ensure(position, HEADER_LENGTH + (long) length)) {
            return new long[0];
        }
        final long end = position + HEADER_LENGTH + length;
        final long capacityAt = capacityPosition(window, position + HEADER_LENGTH, end, name);
        if (capacityAt < 0) {
            return new long[0];
        }
        final long capacity = Math.min(window.longAt(capacityAt), (end - capacityAt) / Long.BYTES - 2);
        final long[] values = new long[(int) Math.max(capacity, 0)];
        final long fileLength = window.fileLength();
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            final long value = window.longAt(capacityAt + (2L + i) * Long.BYTES);
            if (value > 0 && value < fileLength) {
                values[count++] = value;
            }
        }
        return Arrays.copyOf(values, count);
    }

    private static long capacityPosition(
            final CycleWindow window, final long payload, final long end, final byte[] name) {
        final long nameAt = payload + 2;
        if (nameAt + name.length + MAX_PADDING > end
                || window.byteAt(payload) != EVENT_NAME
                || window.byteAt(payload + 1) != name.length) {
            return -1;
        }
        for (int i = 0; i < name.length; i++) {
            if (window.byteAt(nameAt + i) != name[i]) {
                return -1;
            }
        }
        for (long at = nameAt + name.length; at < nameAt + name.length + MAX_PADDING; at++) {
            if (window.byteAt(at) == LONG_ARRAY && ((at + 1) & (Long.BYTES - 1)) == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean isMetaData(final int header) {
        return header > 0 && (header & META_DATA) != 0;
    }

    private static long align(final int length) {
        return (length + 3L) & -4L;
    }
}
