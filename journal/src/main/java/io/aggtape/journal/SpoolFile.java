package io.aggtape.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of what is put aside for a while: it is added to, read anywhere, and gone when it is closed. Owned by one thread. */
final class SpoolFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private long size;

    /** Makes a new file. */
    SpoolFile(final Path path) {
        this.path = path;
        try {
            channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot put anything aside in " + path + ": " + e, e);
        }
    }

    /** How many bytes were added. */
    long size() {
        return size;
    }

    /** Adds all that remains in the buffer. */
    void add(final ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                size += channel.write(bytes, size);
            }
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot put anything aside in " + path + ": " + e, e);
        }
    }

    /** Fills what remains of the buffer from a position on. */
    void read(final ByteBuffer bytes, final long position) {
        try {
            FileBytes.read(channel, bytes, position);
            if (bytes.hasRemaining()) {
                throw new IOException("the file of what was put aside was cut: " + path);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
