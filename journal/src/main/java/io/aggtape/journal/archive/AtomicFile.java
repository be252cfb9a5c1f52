package io.aggtape.journal.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is there whole or not at all: written under another name beside it, made durable, then named. Owned by one
 * thread.
 */
public final class AtomicFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path unfinished;
    private final boolean mayReplace;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean isDone;

    /**
     * Starts a file; one whose name ends with {@code .gz} is compressed.
     *
     * @param mayReplace whether a file of this name may be there, which is replaced.
     * @throws FileAlreadyExistsException where one is there and may not be replaced.
     */
    public AtomicFile(final Path target, final boolean mayReplace) throws IOException {
        this.target = target.toAbsolutePath();
        this.mayReplace = mayReplace;
        requireAbsent();
        Files.createDirectories(this.target.getParent());
        unfinished = unfinishedNameOf(this.target);
        channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        final OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        out = target.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, BUFFER_BYTES) : bytes;
    }

    /** Where to write. */
    public OutputStream out() {
        return out;
    }

    /**
     * Ends the file and gives it its name.
     *
     * @throws FileAlreadyExistsException where somebody else has made a file of this name meanwhile.
     */
    public void commit() throws IOException {
        if (out instanceof GZIPOutputStream) {
            ((GZIPOutputStream) out).finish();
        }
        out.flush();
        channel.force(true);
        channel.close();
        requireAbsent();
        publish(unfinished, target);
        isDone = true;
    }

    /** Takes the file away where it was not committed. */
    @Override
    public void close() throws IOException {
        if (!isDone) {
            isDone = true;
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }

    /** The name that a file bears until it is whole; hidden, and not of the kind that readers of directories take. */
    public static Path unfinishedNameOf(final Path target) {
        return target.resolveSibling(
                unfinishedPrefixOf(target) + ProcessHandle.current().pid());
    }

    /** Takes away what processes that died have left of a file; for whoever knows that no other one is writing it. */
    public static void deleteUnfinished(final Path target) throws IOException {
        final String prefix = unfinishedPrefixOf(target);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                target.getParent(), path -> String.valueOf(path.getFileName()).startsWith(prefix))) {
            for (final Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Gives a durable file its name, and makes that durable, too. */
    public static void publish(final Path unfinished, final Path target) throws IOException {
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static String unfinishedPrefixOf(final Path target) {
        return "." + target.getFileName() + ".unfinished-";
    }

    private void requireAbsent() throws IOException {
        if (!mayReplace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }
}
