package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A command's stdout for whoever writes UTF-8, whole characters a call; fails where nobody reads any more. */
final class WriterStream extends OutputStream {
    private final PrintWriter writer;
    private boolean isUnread;

    WriterStream(final PrintWriter writer) {
        this.writer = writer;
    }

    /** Whether the reader has gone. */
    boolean isUnread() {
        return isUnread;
    }

    @Override
    public void write(final int ascii) throws IOException {
        write(new byte[] {(byte) ascii}, 0, 1);
    }

    @Override
    public void write(final byte[] utf8, final int offset, final int length) throws IOException {
        writer.write(new String(utf8, offset, length, StandardCharsets.UTF_8));
        requireReader();
    }

    @Override
    public void flush() throws IOException {
        requireReader();
    }

    private void requireReader() throws IOException {
        if (writer.checkError()) {
            isUnread = true;
            throw new IOException("nobody reads stdout any more");
        }
    }
}
