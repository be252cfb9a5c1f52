package io.aggtape.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prepares the file of the next cycle before the writer rolls into it: with Chronicle's header and index pages in place,
 * disk space reserved and in memory, under the name that Chronicle gives to files prepared in advance, so that no reader
 * takes it for a part of the tape until the writer's roll renames it. For any thread.
 */
final class NextFile {
    static final String SUFFIX = ".precreated";

    /** How much is reserved and in memory when the writer comes, bytes; the page toucher goes on from there. */
    static final long PREPARED_BYTES = 1 << 20;

    private static final long NONE = -1;

    private final Path directory;
    private final RollCycle rollCycle;
    private final FileTemplate template;
    private final Disk disk;
    private final boolean isDurable;
    /** Two, by a cycle's last bit: a writer that was silent so far may still come to the one before the next. */
    private final long[] preparedCycles = {NONE, NONE};

    private final long[] preparedBytes = new long[preparedCycles.length];

    NextFile(final TapeConfig config, final FileTemplate template, final Disk disk) {
        directory = config.directory();
        rollCycle = config.rollCycle();
        this.template = template;
        this.disk = disk;
        isDurable = config.care().sync() != SyncPolicy.NEVER;
    }

    /** Up to which byte the file of a cycle is reserved; 0 where it is not prepared. */
    synchronized long preparedBytes(final long cycle) {
        final int slot = slotOf(cycle);
        return preparedCycles[slot] == cycle ? preparedBytes[slot] : 0;
    }

    /** Prepares the file of a cycle that has none with at least so many bytes; false where the disk refuses. */
    synchronized boolean prepare(final long cycle, final long minBytes) {
        if (preparedBytes(cycle) >= minBytes) {
            return true;
        }
        discardOthersThanBeside(cycle);
        final Path path = pathOf(cycle);
        final long bytes = Math.max(PREPARED_BYTES, minBytes + PREPARED_BYTES - 1 & -PREPARED_BYTES);
        boolean isDone = false;
        try {
            if (Files.exists(targetOf(cycle))) {
                return false;
            }
            isDone = write(path, bytes);
        } catch (final IOException e) {
            // A full disk; any other fault shows again where the writer needs the file.
            isDone = false;
        } finally {
            if (!isDone) {
                delete(path);
            }
        }
        if (isDone) {
            preparedCycles[slotOf(cycle)] = cycle;
            preparedBytes[slotOf(cycle)] = bytes;
        }
        return isDone;
    }

    /** Where the file of a cycle will lie. */
    Path targetOf(final long cycle) {
        return CycleFile.of(directory, rollCycle, cycle).path();
    }

    /** The writer has rolled into the file of a cycle. */
    synchronized void onUsed(final long cycle) {
        if (preparedCycles[slotOf(cycle)] == cycle) {
            preparedCycles[slotOf(cycle)] = NONE;
        }
    }

    /** Removes what is prepared and not used. */
    synchronized void discard() {
        for (int slot = 0; slot < preparedCycles.length; slot++) {
            discard(slot);
        }
    }

    /** Removes what a writer that died has left prepared. */
    static void discardAll(final Path directory) throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (final Path path : paths) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void discardOthersThanBeside(final long cycle) {
        final int slot = slotOf(cycle);
        discard(slot);
        if (Math.abs(preparedCycles[1 - slot] - cycle) != 1) {
            discard(1 - slot);
        }
    }

    private void discard(final int slot) {
        if (preparedCycles[slot] != NONE) {
            delete(pathOf(preparedCycles[slot]));
            preparedCycles[slot] = NONE;
        }
    }

    private static int slotOf(final long cycle) {
        return (int) (cycle & 1);
    }

    private boolean write(final Path path, final long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE)) {
            writeFully(channel, template.content(), 0);
            try (DiskReserve reserve = disk.open(path)) {
                if (!reserve.reserve(0, bytes)) {
                    return false;
                }
            }
            final long zeroFrom = template.content().remaining();
            writeFully(channel, ByteBuffer.allocate((int) (PREPARED_BYTES - zeroFrom)), zeroFrom);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(template.fileLength());
            }
            if (isDurable) {
                channel.force(true);
            }
        }
        return true;
    }

    private static void writeFully(final FileChannel channel, final ByteBuffer bytes, final long from)
            throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private Path pathOf(final long cycle) {
        return directory.resolve(rollCycle.nameOf(cycle) + SUFFIX);
    }

    private static void delete(final Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
