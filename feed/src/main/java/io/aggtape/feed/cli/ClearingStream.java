package io.aggtape.feed.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A terminal's stream that clears the rest of the line before each line, in case a longer status line stands there. */
final class ClearingStream extends FilterOutputStream {
    private static final byte[] CLEAR = {27, '[', 'K'};

    private boolean isAtLineStart = true;

    ClearingStream(final OutputStream terminal) {
        super(terminal);
    }

    @Override
    public synchronized void write(final int character) throws IOException {
        write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public synchronized void write(final byte[] bytes, final int offset, final int length) throws IOException {
        int start = offset;
        final int end = offset + length;
        while (start < end) {
            int next = start;
            while (next < end && bytes[next] != '\n') {
                next++;
            }
            next = Math.min(next + 1, end);
            if (isAtLineStart) {
                out.write(CLEAR);
            }
            out.write(bytes, start, next - start);
            isAtLineStart = bytes[next - 1] == '\n';
            start = next;
        }
    }
}
