package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file that begins anew when it is full: {@code FILE} becomes {@code FILE.1}, that {@code FILE.2}, and the oldest
 * goes. One thread writes.
 */
final class RotatingFile implements LogQueue.Sink, AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private final int files;

    private OutputStream out;
    private long bytes;
    private long limit;

    /**
     * Opens the file to write behind what it holds.
     *
     * @param maxBytes how large a file may become, a single longer line apart.
     * @param files how many are kept, this one included, from 1.
     * @throws IOException where it cannot be opened.
     */
    RotatingFile(final Path file, final long maxBytes, final int files) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.files = files;
        // To open a pipe would wait for its reader.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no regular file");
        }
        open();
    }

    @Override
    public void write(final byte[] line) throws IOException {
        if (out == null) {
            open();
        }
        if (bytes > 0 && bytes + line.length > limit) {
            rotate();
        }
        out.write(line);
        bytes += line.length;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    private void open() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        bytes = Files.size(file);
        limit = maxBytes;
    }

    /** Where a file cannot be moved, this one goes on, and it is tried again when it has grown by as much once more. */
    private void rotate() throws IOException {
        close();
        boolean isMoved = true;
        try {
            for (int i = files - 1; i > 0; i--) {
                final Path older = i == 1 ? file : numbered(i - 1);
                if (Files.exists(older)) {
                    Files.move(older, numbered(i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (files == 1) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            isMoved = false;
        }
        open();
        limit = isMoved ? maxBytes : bytes + maxBytes;
    }

    private Path numbered(final int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
