package io.aggtape.feed.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
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
    private final Opener opener;

    /** Null where the next line has to open it. */
    private OutputStream out;

    private long bytes;
    private long limit;
    /** Whether it ends within a line that could not be written to its end. */
    private boolean isCut;

    /** Opens a file to write behind what it holds. */
    @FunctionalInterface
    interface Opener {
        /** Makes it where it is not there. */
        OutputStream open(Path file) throws IOException;
    }

    /**
     * Opens the file to write behind what it holds.
     *
     * @param maxBytes how large a file may become, a single longer line apart.
     * @param files how many are kept, this one included, from 1.
     * @throws IOException where it cannot be opened.
     */
    RotatingFile(final Path file, final long maxBytes, final int files) throws IOException {
        this(
                file,
                maxBytes,
                files,
                name -> Files.newOutputStream(name, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** The same with another way to open it. */
    RotatingFile(final Path file, final long maxBytes, final int files, final Opener opener) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.files = files;
        this.opener = opener;
        // To open a pipe would wait for its reader.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no regular file");
        }
        open();
    }

    /** Writes it on a line of its own, also behind one that was cut; where it throws, the next call opens the file anew. */
    @Override
    public void write(final byte[] line) throws IOException {
        if (out == null) {
            open();
        }
        if (bytes > 0 && bytes + (isCut ? 1 : 0) + line.length > limit) {
            rotate();
        }
        boolean isWritten = false;
        try {
            if (isCut) {
                out.write('\n');
                bytes++;
                isCut = false;
            }
            out.write(line);
            bytes += line.length;
            isWritten = true;
        } finally {
            if (!isWritten) {
                abandon();
            }
        }
    }

    @Override
    public void close() throws IOException {
        final OutputStream closing = out;
        out = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void open() throws IOException {
        final OutputStream opened = opener.open(file);
        try {
            bytes = Files.size(file);
            isCut = bytes > 0 && !endsInALine(bytes);
        } catch (final IOException e) {
            opened.close();
            throw e;
        }
        out = opened;
        limit = maxBytes;
    }

    /** How much of a line has come to the file is known only there. */
    private void abandon() {
        try {
            close();
        } catch (final IOException e) {
            // The write has failed before, and says why.
            out = null;
        }
    }

    private boolean endsInALine(final long size) throws IOException {
        try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
            read.seek(size - 1);
            return read.read() == '\n';
        } catch (final FileNotFoundException e) {
            // It may be written and not read: nobody can know.
            return true;
        }
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
