package io.aggtape.journal;

import java.nio.file.Path;
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
 * @param touchAheadBytes how far before the writer pages are brought into memory, 0 to switch that off.
 * @param reserveBytes how much disk space is kept reserved before the writer, and the free space under which the disk
 *     counts as full; at least {@code touchAheadBytes} and 1 MiB.
 */
public record TapeConfig(
        Path directory,
        RollCycle rollCycle,
        int blockSizeBytes,
        int indexSpacing,
        int maxRecordsPerDocument,
        long touchAheadBytes,
        long reserveBytes) {
    private static final int MIB = 1 << 20;
    private static final int MIN_BLOCK_BYTES = 128 * MIB;
    private static final int MAX_BLOCK_BYTES = 1024 * MIB;
    private static final int MAX_INDEX_SPACING = 4096;
    private static final int MAX_RECORDS = 0xFFFF;

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException where one is out of its range.
     */
    public TapeConfig {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(rollCycle, "rollCycle");
        requirePowerOfTwo("blockSizeBytes", blockSizeBytes, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        requirePowerOfTwo("indexSpacing", indexSpacing, 1, MAX_INDEX_SPACING);
        requireRange("maxRecordsPerDocument", maxRecordsPerDocument, 1, MAX_RECORDS);
        requireRange("touchAheadBytes", touchAheadBytes, 0, MAX_BLOCK_BYTES);
        requireRange("reserveBytes", reserveBytes, Math.max(MIB, touchAheadBytes), Long.MAX_VALUE);
    }

    /** A tape with a file a day and the values that were measured to be best. */
    public static TapeConfig of(final Path directory) {
        return new TapeConfig(directory, RollCycle.DAILY, MAX_BLOCK_BYTES, 256, 64, 32L * MIB, 64L * MIB);
    }

    /** The same with another roll cycle. */
    public TapeConfig withRollCycle(final RollCycle newRollCycle) {
        return new TapeConfig(
                directory,
                newRollCycle,
                blockSizeBytes,
                indexSpacing,
                maxRecordsPerDocument,
                touchAheadBytes,
                reserveBytes);
    }

    private static void requirePowerOfTwo(final String name, final int value, final int min, final int max) {
        requireRange(name, value, min, max);
        if (Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(name + " must be a power of two, not " + value);
        }
    }

    private static void requireRange(final String name, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
