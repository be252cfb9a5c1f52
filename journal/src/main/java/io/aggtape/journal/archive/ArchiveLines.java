package io.aggtape.journal.archive;

import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream in their order; a line of more than 64 KiB is cut there. Owned by one thread. */
final class ArchiveLines implements RowSource {
    /** What is kept of a line. */
    static final int MAX_LINE_BYTES = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int offset;
    private int length;
    private boolean isAtEnd;
    private boolean isStarted;

    ArchiveLines(final InputStream in) {
        this.in = in;
    }

    @Override
    public boolean next() throws IOException {
        if (!isStarted) {
            isStarted = true;
            skipByteOrderMark();
        }
        do {
            if (!readLine()) {
                return false;
            }
        } while (length == 0);
        return true;
    }

    @Override
    public byte[] bytes() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean readLine() throws IOException {
        int scanned = position;
        while (true) {
            for (int i = scanned; i < limit; i++) {
                if (buffer[i] == '\n') {
                    take(i);
                    position = i + 1;
                    return true;
                }
            }
            final int pending = limit - position;
            if (pending > MAX_LINE_BYTES) {
                return readOverlong();
            }
            scanned = pending;
            if (!fill()) {
                if (limit == position) {
                    return false;
                }
                take(limit);
                position = limit;
                return true;
            }
        }
    }

    private void take(final int end) {
        final int last = end > position && buffer[end - 1] == '\r' ? end - 1 : end;
        offset = position;
        length = Math.min(last - position, MAX_LINE_BYTES);
    }

    /** Keeps the line's start at the buffer's and passes over what follows up to its end. */
    private boolean readOverlong() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, MAX_LINE_BYTES);
        offset = 0;
        length = MAX_LINE_BYTES;
        int at = position + MAX_LINE_BYTES;
        while (true) {
            while (at < limit) {
                if (buffer[at++] == '\n') {
                    position = at;
                    return true;
                }
            }
            limit = Math.max(0, in.read(buffer, MAX_LINE_BYTES, BUFFER_BYTES - MAX_LINE_BYTES)) + MAX_LINE_BYTES;
            at = MAX_LINE_BYTES;
            if (limit == MAX_LINE_BYTES) {
                position = limit;
                return true;
            }
        }
    }

    /** Moves what is pending to the buffer's start and reads behind it; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (isAtEnd) {
            return false;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        final int read = in.read(buffer, limit, BUFFER_BYTES - limit);
        isAtEnd = read < 0;
        limit += Math.max(0, read);
        return !isAtEnd;
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < BYTE_ORDER_MARK.length && fill()) {
            // a stream may give a byte at a time
        }
        boolean isThere = limit >= BYTE_ORDER_MARK.length;
        for (int i = 0; i < BYTE_ORDER_MARK.length && isThere; i++) {
            isThere = buffer[i] == BYTE_ORDER_MARK[i];
        }
        position = isThere ? BYTE_ORDER_MARK.length : 0;
    }
}
