package io.aggtape.feed.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The directory of a journal, tried out.
 *
 * @param directory the directory.
 * @param probed where it was tried: the directory, or the nearest above it that exists.
 * @param fileSystem the type of its file system.
 * @param fault why a file could not be made, written, mapped or made durable there; empty where all could.
 * @param syncNs how long it took to make 4 KiB durable, nanoseconds.
 */
record JournalPlace(Path directory, Path probed, String fileSystem, String fault, long syncNs) {
    private static final int PAGE_BYTES = 4096;
    private static final List<String> IN_MEMORY = List.of("tmpfs", "ramfs");
    private static final List<String> REMOTE =
            List.of("nfs", "cifs", "smb", "9p", "fuse", "ceph", "gluster", "lustre", "virtiofs", "afs");
    private static final List<String> LAYERED = List.of("overlay", "aufs");

    /** Makes a file there, writes, syncs and maps it, and deletes it. */
    static JournalPlace tryOut(final Path directory) throws IOException {
        final Path place = nearest(directory);
        final String type = Files.getFileStore(place).type();
        Path file = null;
        long syncNs = 0;
        String fault = "";
        try {
            file = Files.createTempFile(place, ".aggtape-doctor-", ".probe");
            syncNs = writeAndMap(file);
        } catch (final AccessDeniedException e) {
            fault = "access denied";
        } catch (final FileSystemException e) {
            fault = e.getReason() == null ? e.toString() : e.getReason();
        } catch (final IOException | RuntimeException | InternalError e) {
            fault = e.toString();
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
        return new JournalPlace(directory, place, type, fault, syncNs);
    }

    /** The directory, or where it does not exist yet the nearest above it that does. */
    static Path nearest(final Path directory) throws IOException {
        Path place = directory.toAbsolutePath().normalize();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place)) {
            throw new NotDirectoryException(place.toString());
        }
        return place;
    }

    Judgement judge() {
        final List<String> details = new ArrayList<>();
        details.add("journal: " + directory.toAbsolutePath()
                + (isThere() ? "" : ", which the recorder would make; tried out in " + probed));
        details.add("file system " + fileSystem + ""
                + (fault.isEmpty() ? ", 4 KiB made durable in " + Amounts.millis(syncNs) : ""));
        if (!fault.isEmpty()) {
            return Judgement.fail(
                    "no file can be made and mapped in " + probed + ": " + fault,
                    details,
                    "give this user the right to write there, or name another directory by --journal");
        }
        final String result = "writable, files can be mapped, file system " + fileSystem;
        if (isOneOf(IN_MEMORY)) {
            return Judgement.warn(
                    result + ": it lies in memory",
                    details,
                    "the tape is gone when the machine restarts: name a directory on a disk by --journal");
        }
        if (isOneOf(REMOTE)) {
            return Judgement.warn(
                    result + ": it is not a disk of this machine",
                    details,
                    "a mapped file there stalls with the network, and locks may not hold: record on a local disk and "
                            + "copy the tape");
        }
        if (isOneOf(LAYERED)) {
            return Judgement.warn(
                    result + ": it belongs to the container",
                    details,
                    "the tape is gone with the container: mount a volume and name it by --journal");
        }
        return Judgement.pass(result, details);
    }

    private boolean isThere() {
        return directory.toAbsolutePath().normalize().equals(probed);
    }

    private boolean isOneOf(final List<String> types) {
        final String lower = fileSystem.toLowerCase(Locale.ROOT);
        return types.stream().anyMatch(lower::startsWith);
    }

    private static long writeAndMap(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Written first: to touch a mapped page that a full disk has no room for would end the JVM.
            final ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
            while (page.hasRemaining()) {
                channel.write(page);
            }
            final long startNs = System.nanoTime();
            channel.force(true);
            final long syncNs = System.nanoTime() - startNs;
            channel.map(MapMode.READ_WRITE, 0, PAGE_BYTES).put(0, (byte) 1);
            return syncNs;
        }
    }
}
