package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link TapeWriter} needs to know; checked when it is made.
 *
 * @param directory where the tape lies; made where it does not exist.
 * @param rollCycle how often a new file starts; fixed for the life of a tape.
 * @param blockSizeBytes how much of a file is mapped at once, a power of two from 128 MiB to 1 GiB; files are sparse, so
 *     this is address space and not disk space.
 * @param indexSpacing every how many documents an index entry is kept for seeks, a power of two from 1 to 4,096.
 * @param maxRecordsPerDocument after how many records a document closes by itself, 1 to 65,535.
 * @param space how it deals with disk space.
 * @param care what it does for its files beside writing them.
 */
public record TapeConfig(
        Path directory,
        RollCycle rollCycle,
        int blockSizeBytes,
        int indexSpacing,
        int maxRecordsPerDocument,
        SpaceConfig space,
        CareConfig care) {
    private static final int MIB = 1 << 20;
    private static final int MIN_BLOCK_BYTES = 128 * MIB;
    private static final int MAX_BLOCK_BYTES = 1024 * MIB;
    private static final int MAX_INDEX_SPACING = 4096;
    static final int MAX_RECORDS = 0xFFFF;

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException where one is out of its range.
     */
    public TapeConfig {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(rollCycle, "rollCycle");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(care, "care");
        requirePowerOfTwo("blockSizeBytes", blockSizeBytes, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        requirePowerOfTwo("indexSpacing", indexSpacing, 1, MAX_INDEX_SPACING);
        requireRange("maxRecordsPerDocument", maxRecordsPerDocument, 1, MAX_RECORDS);
    }

    /** The same with the reserve as the free space under which the disk counts as full, and no care. */
    public TapeConfig(
            final Path directory,
            final RollCycle rollCycle,
            final int blockSizeBytes,
            final int indexSpacing,
            final int maxRecordsPerDocument,
            final long touchAheadBytes,
            final long reserveBytes) {
        this(
                directory,
                rollCycle,
                blockSizeBytes,
                indexSpacing,
                maxRecordsPerDocument,
                new SpaceConfig(touchAheadBytes, reserveBytes, reserveBytes),
                CareConfig.NONE);
    }

    /** A tape with a file a day and the values that were measured to be best. */
    public static TapeConfig of(final Path directory) {
        return new TapeConfig(
                directory, RollCycle.DAILY, MAX_BLOCK_BYTES, 256, 64, SpaceConfig.DEFAULT, CareConfig.NONE);
    }

    /**
     * The same for a tape that exists, with the roll cycle that it was started with.
     *
     * @throws JournalUnreadableException where there is no tape, or its directory cannot be read.
     */
    public static TapeConfig ofExisting(final Path directory) {
        TapeReader.open(directory).close();
        try {
            final List<CycleFile> files = CycleFile.listIn(directory);
            return files.isEmpty()
                    ? of(directory)
                    : of(directory).withRollCycle(files.get(0).rollCycle());
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot read the journal " + directory + ": " + e, e);
        }
    }

    /** The same in another directory. */
    public TapeConfig withDirectory(final Path newDirectory) {
        return new TapeConfig(
                newDirectory, rollCycle, blockSizeBytes, indexSpacing, maxRecordsPerDocument, space, care);
    }

    /** The same with another roll cycle. */
    public TapeConfig withRollCycle(final RollCycle newRollCycle) {
        return new TapeConfig(
                directory, newRollCycle, blockSizeBytes, indexSpacing, maxRecordsPerDocument, space, care);
    }

    /** The same with another way to deal with disk space. */
    public TapeConfig withSpace(final SpaceConfig newSpace) {
        return new TapeConfig(
                directory, rollCycle, blockSizeBytes, indexSpacing, maxRecordsPerDocument, newSpace, care);
    }

    /** The same with other care for its files. */
    public TapeConfig withCare(final CareConfig newCare) {
        return new TapeConfig(
                directory, rollCycle, blockSizeBytes, indexSpacing, maxRecordsPerDocument, space, newCare);
    }

    /** How far before the writer pages are brought into memory, bytes. */
    public long touchAheadBytes() {
        return space.touchAheadBytes();
    }

    /** How much disk space is kept reserved before the writer, bytes. */
    public long reserveBytes() {
        return space.reserveBytes();
    }

    private static void requirePowerOfTwo(final String name, final int value, final int min, final int max) {
        requireRange(name, value, min, max);
        if (Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(name + " must be a power of two, not " + value);
        }
    }

    static void requireRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
