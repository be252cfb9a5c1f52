package io.aggtape.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes the oldest files of a tape: those that are older than what is to be kept, and as many more as it takes to be
 * within a size on the disk. The two youngest cycles stay whatever happens. A reader keeps what it has open.
 */
final class TapeRetention {
    private static final System.Logger LOGGER = System.getLogger(TapeRetention.class.getName());
    private static final int CYCLES_KEPT = 2;

    private final Path directory;
    private final CareConfig config;
    private final Runnable onDeleted;

    /** {@code onDeleted} runs after files were deleted. */
    TapeRetention(final Path directory, final CareConfig config, final Runnable onDeleted) {
        this.directory = directory;
        this.config = config;
        this.onDeleted = onDeleted;
    }

    /** Whether there is anything to do, ever. */
    boolean isAsked() {
        return config.keepMs() != CareConfig.KEEP_ALL || config.maxBytes() != CareConfig.KEEP_ALL;
    }

    /**
     * Deletes what is to go; returns how many files.
     *
     * @throws IOException where a file can neither be judged nor deleted.
     */
    int deleteOld(final long nowMs) throws IOException {
        final List<CycleFile> files = CycleFile.listIn(directory);
        final List<Long> usedBytes = new ArrayList<>();
        long totalBytes = 0;
        for (final CycleFile file : files) {
            final long used = DiskUse.bytesOf(file.path());
            usedBytes.add(used);
            totalBytes += used;
        }
        final long firstKept = firstKept(files);
        int deleted = 0;
        for (int i = 0; i < files.size() && files.get(i).number() < firstKept; i++) {
            final boolean isOld = nowMs - files.get(i).endMs() > config.keepMs();
            if (!isOld && totalBytes <= config.maxBytes()) {
                break;
            }
            totalBytes -= usedBytes.get(i);
            deleted += delete(files.get(i), usedBytes.get(i), isOld ? "older than --keep" : "over --max-bytes");
        }
        if (deleted > 0) {
            onDeleted.run();
        }
        return deleted;
    }

    /** The older of the two youngest cycles: the last may be in writing and the writer may still hold the one before. */
    private static long firstKept(final List<CycleFile> files) {
        long cycle = Long.MAX_VALUE;
        int cycles = 0;
        for (int i = files.size() - 1; i >= 0; i--) {
            if (files.get(i).number() != cycle) {
                cycle = files.get(i).number();
                cycles++;
            }
            if (cycles == CYCLES_KEPT) {
                return cycle;
            }
        }
        return Long.MIN_VALUE;
    }

    private static int delete(final CycleFile file, final long usedBytes, final String reason) throws IOException {
        final String documents = documentsOf(file);
        try {
            Files.delete(file.path());
        } catch (final NoSuchFileException e) {
            return 0;
        }
        LOGGER.log(Level.INFO, "deleted " + file.path() + ", " + reason + ": " + usedBytes + " bytes, " + documents);
        return 1;
    }

    /** Which documents it holds, in words for a person: what cannot be read is deleted all the same. */
    private static String documentsOf(final CycleFile file) {
        final long[] sequences = new long[2];
        try (DocumentCursor cursor =
                new DocumentCursor(file.path().getParent(), TapeFaultListener.NONE, CycleWindow.DEFAULT_WINDOW_BYTES)) {
            findSequences(cursor, file, sequences);
            return "documents " + sequences[0] + " to " + sequences[1];
        } catch (final RuntimeException | InternalError e) {
            // The second is how the JVM tells of a file that was cut short or a disk that fails.
            return "which could not be read: " + e.getMessage();
        }
    }

    /** Puts the first and the last sequence of a file into an array of two; both stay 0 where it holds no document. */
    private static void findSequences(final DocumentCursor cursor, final CycleFile file, final long[] sequences) {
        final int index = cursor.files().indexOf(file);
        if (index < 0 || !cursor.moveTo(index, 0) || !isNextIn(cursor, file)) {
            return;
        }
        sequences[0] = cursor.sequence();
        final long[] starts = CycleIndex.positions(cursor.window());
        cursor.moveTo(index, starts[starts.length - 1]);
        while (isNextIn(cursor, file)) {
            sequences[1] = cursor.sequence();
        }
    }

    private static boolean isNextIn(final DocumentCursor cursor, final CycleFile file) {
        return cursor.next() && cursor.window().file().equals(file);
    }
}
