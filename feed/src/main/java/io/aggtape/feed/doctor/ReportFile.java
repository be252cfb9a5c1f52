package io.aggtape.feed.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A file that appears whole or not at all: claimed before there is anything to write, so that it is known then whether it
 * can be written.
 */
public final class ReportFile implements AutoCloseable {
    private final Path target;
    private final boolean isReplacing;
    private final Path draft;

    private ReportFile(final Path target, final boolean isReplacing, final Path draft) {
        this.target = target;
        this.isReplacing = isReplacing;
        this.draft = draft;
    }

    /**
     * Makes a draft beside the file.
     *
     * @throws NoSuchFileException where its directory does not exist.
     * @throws NotDirectoryException where that is none.
     * @throws FileSystemException where the file is a directory, a device or a link.
     * @throws IOException where it cannot be written for another reason.
     */
    public static ReportFile claim(final Path file) throws IOException {
        final Path target = file.toAbsolutePath();
        final Path directory = target.getParent();
        if (directory == null || target.getFileName() == null) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it exists and is no plain file");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(file.toString());
        }
        return new ReportFile(target, Files.exists(target), draft(target));
    }

    /** Whether there was one before. */
    public boolean isReplacing() {
        return isReplacing;
    }

    /** Puts this in the file, in place of what it held. */
    public void write(final String text) throws IOException {
        Files.writeString(draft, text);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lets go of a draft that was not written. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
    }

    /** As any file of this user where there is none yet, else with the rights of the one that it replaces. */
    private static Path draft(final Path target) throws IOException {
        final Path draft = Files.createFile(target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".draft"));
        final PosixFileAttributeView rights = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (rights != null && Files.exists(target)) {
            rights.setPermissions(Files.getPosixFilePermissions(target));
        }
        return draft;
    }
}
