package io.aggtape.journal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a tape safe to go on with, whatever happened to its files: sets aside those that Chronicle would wait for, throw at
 * or write past in places where nobody finds it, and removes its table of locks where that is stale or damaged. Nothing that
 * was committed is deleted or changed; a file set aside is still read.
 */
final class TapeRecovery {
    private static final System.Logger LOGGER = System.getLogger(TapeRecovery.class.getName());

    private static final int PART_BYTES = 64 << 10;

    private final Path directory;
    private final FileTemplate template;

    private CycleFile lastFile;
    private long floorMs;

    TapeRecovery(final TapeConfig config, final FileTemplate template) {
        directory = config.directory();
        this.template = template;
    }

    /** Does it, with the tape's lock held; reads the end of each file. */
    void recover(final boolean isAfterOrderlyEnd, final long nowMs) throws IOException {
        boolean isChanged = false;
        FileCondition lastCondition = null;
        for (final CycleFile file : CycleFile.listIn(directory)) {
            floorMs = Math.max(floorMs, file.startMs());
            if (file.isSetAside()) {
                continue;
            }
            final FileCondition condition = FileCondition.ofAll(file.path(), template);
            if (!condition.isSound()) {
                setAside(file, condition.problem());
                isChanged = true;
                continue;
            }
            if (!condition.isClosed()) {
                clearBehind(file, condition.endOfData());
            }
            if (!isAfterOrderlyEnd && file.endMs() <= nowMs) {
                releaseBehind(file, condition);
            }
            lastFile = file;
            lastCondition = condition;
        }
        if (lastCondition != null && lastCondition.isClosed()) {
            floorMs = Math.max(floorMs, lastFile.endMs());
        }
        final Path metadata = directory.resolve(TapeOpening.METADATA_FILE);
        if (isChanged || !isAfterOrderlyEnd || !isMetadataSound(metadata)) {
            Files.deleteIfExists(metadata);
        }
    }

    /** The last file that Chronicle can go on with, or null. */
    CycleFile lastFile() {
        return lastFile;
    }

    /** The tape's clock must start no earlier, milliseconds since the epoch: nothing goes into a file that is done. */
    long floorMs() {
        return floorMs;
    }

    private void setAside(final CycleFile file, final String problem) throws IOException {
        int damage = 1;
        while (Files.exists(file.setAside(damage).path())) {
            damage++;
        }
        final Path newPath = file.setAside(damage).path();
        Files.move(file.path(), newPath);
        LOGGER.log(
                Level.WARNING,
                "the file " + file.path() + " is damaged: " + problem + "; it is set aside as " + newPath.getFileName()
                        + ", readers go on reading what is readable of it, and a new file follows it");
    }

    /**
     * Clears what a writer left that died within a document: it was never committed, as {@link FileCondition} has made
     * sure, and Chronicle would take what is left of it behind a shorter document for the next header.
     */
    private static void clearBehind(final CycleFile file, final long endOfData) throws IOException {
        long cleared = 0;
        try (FileChannel channel = FileChannel.open(file.path(), READ, WRITE)) {
            long at = endOfData;
            ByteBuffer part = readPart(channel, at);
            while (!isZero(part)) {
                cleared += part.limit();
                at += channel.write(ByteBuffer.allocate(part.limit()), at);
                part = readPart(channel, at);
            }
        }
        if (cleared > 0) {
            LOGGER.log(
                    Level.INFO,
                    "behind the last document of " + file.path() + ", at " + endOfData
                            + ", stood a part of one that was never committed; it is cleared");
        }
    }

    private static ByteBuffer readPart(final FileChannel channel, final long from) throws IOException {
        final ByteBuffer part = ByteBuffer.allocate(PART_BYTES);
        FileBytes.read(channel, part, from);
        return part.flip();
    }

    private static boolean isZero(final ByteBuffer bytes) {
        return bytes.equals(ByteBuffer.allocate(bytes.limit()));
    }

    /** What a writer that died had reserved. */
    private static void releaseBehind(final CycleFile file, final FileCondition condition) {
        try (DiskReserve reserve = Disk.REAL.open(file.path())) {
            reserve.releaseFrom(condition.endOfData() + Long.BYTES);
        }
    }

    private boolean isMetadataSound(final Path metadata) throws IOException {
        if (!Files.exists(metadata)) {
            return true;
        }
        final ByteBuffer expected = template.metadata();
        final ByteBuffer found = ByteBuffer.allocate(expected.remaining());
        try (FileChannel channel = FileChannel.open(metadata)) {
            FileBytes.read(channel, found, 0);
        }
        return expected.equals(found.flip());
    }
}
