package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.EpochClock;

/** The steps by which a tape is opened for writing. */
final class TapeOpening {
    /** Chronicle's table of locks, which a dead writer leaves locked for ever where process ids are used again. */
    static final String METADATA_FILE = "metadata.cq4t";

    private static final long LOCK_TIMEOUT_MS = 500;

    private TapeOpening() {}

    static TapeWriter open(final TapeConfig config, final EpochClock clock) {
        JvmFlags.requireAll();
        final Path directory = config.directory();
        JournalLock lock = null;
        TapeWriter writer = null;
        try {
            Files.createDirectories(directory);
            lock = JournalLock.acquire(directory);
            final List<CycleFile> files = CycleFile.listIn(directory);
            requireSameRollCycle(config, files);
            requireSpace(config);
            if (!lock.isAfterOrderlyEnd()) {
                Files.deleteIfExists(directory.resolve(METADATA_FILE));
            }
            final long floorMs =
                    files.isEmpty() ? 0 : files.get(files.size() - 1).startMs();
            final long lastSequence = lastSequence(directory);
            TapeWarmUp.once(directory);
            writer = openUnlocked(config, clock, floorMs, lock, lastSequence);
            return writer;
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot write the journal " + directory + ": " + e, e);
        } finally {
            if (writer == null && lock != null) {
                abandon(lock);
            }
        }
    }

    /** Opens with the lock held, or without one where nobody else knows the directory. */
    static TapeWriter openUnlocked(
            final TapeConfig config,
            final EpochClock clock,
            final long floorMs,
            final JournalLock lock,
            final long lastSequence) {
        SingleChronicleQueue queue = null;
        TapeWriter writer = null;
        try {
            queue = SingleChronicleQueueBuilder.binary(config.directory().toFile())
                    .rollCycle(config.rollCycle() == RollCycle.DAILY ? RollCycles.FAST_DAILY : RollCycles.FAST_HOURLY)
                    .blockSize(config.blockSizeBytes())
                    .indexSpacing(config.indexSpacing())
                    .syncMode(SyncMode.NONE)
                    .timeoutMS(LOCK_TIMEOUT_MS)
                    .timeProvider(new TapeClock(clock, floorMs))
                    .build();
            final PageToucher pageToucher = new PageToucher(queue, config, clock, FileReserve::new);
            writer = new TapeWriter(config, queue, pageToucher, lock, lastSequence);
            return writer;
        } catch (final IllegalStateException e) {
            throw new JournalUnwritableException(
                    "cannot write the journal " + config.directory() + ": " + e.getMessage(), e);
        } finally {
            if (writer == null && queue != null) {
                queue.close();
            }
        }
    }

    private static void requireSameRollCycle(final TapeConfig config, final List<CycleFile> files) {
        for (final CycleFile file : files) {
            if (file.rollCycle() != config.rollCycle()) {
                throw new JournalUnwritableException("the journal " + config.directory() + " rolls " + file.rollCycle()
                        + ", not " + config.rollCycle() + ": a tape keeps the roll cycle that it was started with");
            }
        }
    }

    private static void requireSpace(final TapeConfig config) throws IOException {
        final long usableBytes = Files.getFileStore(config.directory()).getUsableSpace();
        if (usableBytes < config.reserveBytes()) {
            throw new JournalUnwritableException("the disk of the journal " + config.directory() + " has " + usableBytes
                    + " bytes left, fewer than the reserve of " + config.reserveBytes());
        }
    }

    private static long lastSequence(final Path directory) {
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.moveToEnd();
            return reader.lastSequence();
        }
    }

    private static void abandon(final JournalLock lock) {
        try {
            lock.abandon();
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot release a journal's lock: " + e, e);
        }
    }
}
