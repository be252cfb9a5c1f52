package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import org.agrona.concurrent.EpochClock;

/** The steps by which a tape is opened for writing. */
final class TapeOpening {
    /** Chronicle's table of locks, which a dead writer leaves locked for ever where process ids are used again. */
    static final String METADATA_FILE = "metadata.cq4t";

    private static final long LOCK_TIMEOUT_MS = 500;
    private static final int INDEX_ENTRIES = 4096;
    /** What the files that opening writes take, some times over. */
    private static final long OPENING_BYTES = 4 << 20;

    private static final long METADATA_BYTES = 128 << 10;

    private TapeOpening() {}

    /**
     * Where a writer begins.
     *
     * @param lock the right to write, null where nobody else knows the directory.
     * @param floorMs the tape's clock starts no earlier, milliseconds since the epoch.
     * @param recovered what the tape holds.
     * @param lastFile where the tape ended, or null.
     */
    record Start(JournalLock lock, long floorMs, TapeState recovered, CycleFile lastFile) {}

    /** Opens a tape of which {@code recovered} tells what it holds. */
    static TapeWriter open(final TapeConfig config, final EpochClock clock, final Function<Path, TapeState> recovered) {
        JvmFlags.requireAll();
        final Path directory = config.directory();
        JournalLock lock = null;
        TapeWriter writer = null;
        try {
            Files.createDirectories(directory);
            lock = JournalLock.acquire(directory);
            requireSameRollCycle(config, CycleFile.listIn(directory));
            requireSpace(directory);
            NextFile.discardAll(directory);
            final FileTemplate template = FileTemplate.make(config);
            final TapeRecovery recovery = new TapeRecovery(config, template);
            recovery.recover(lock.isAfterOrderlyEnd(), clock.time());
            final Start start = new Start(lock, recovery.floorMs(), recovered.apply(directory), recovery.lastFile());
            TapeWarmUp.once(directory);
            writer = openUnlocked(config, clock, template, start);
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
            final TapeConfig config, final EpochClock clock, final FileTemplate template, final Start start)
            throws IOException {
        final Path directory = config.directory();
        SingleChronicleQueue queue = null;
        TapeWriter writer = null;
        try {
            final TapeClock tapeClock = new TapeClock(clock, start.floorMs());
            tapeClock.tick();
            reserveMetadata(directory.resolve(METADATA_FILE));
            queue = build(config, directory, tapeClock);
            final WriteGuard guard = new WriteGuard(config, tapeClock, Disk.REAL, template, start.lastFile());
            final PageToucher pageToucher = new PageToucher(queue, config, clock, Disk.REAL, guard);
            final long lastCycle =
                    start.lastFile() == null ? -1 : start.lastFile().number();
            final TapeSync sync = new TapeSync(config, lastCycle, SyncTarget.REAL);
            final TapeRetention retention = new TapeRetention(directory, config.care(), queue::refreshDirectoryListing);
            final TapeUpkeep upkeep = new TapeUpkeep(config.care(), sync, retention, clock);
            writer = new TapeWriter(config, queue, guard, pageToucher, sync, upkeep, start);
            return writer;
        } catch (final JournalUnwritableException e) {
            throw e;
        } catch (final IllegalStateException e) {
            throw new JournalUnwritableException("cannot write the journal " + directory + ": " + e.getMessage(), e);
        } finally {
            if (writer == null && queue != null) {
                queue.close();
            }
        }
    }

    static SingleChronicleQueue build(final TapeConfig config, final Path directory, final TapeClock clock) {
        return SingleChronicleQueueBuilder.binary(directory.toFile())
                .rollCycle(chronicles(config.rollCycle()))
                .blockSize(config.blockSizeBytes())
                .indexCount(INDEX_ENTRIES)
                .indexSpacing(config.indexSpacing())
                .syncMode(SyncMode.NONE)
                .timeoutMS(LOCK_TIMEOUT_MS)
                .timeProvider(clock)
                .build();
    }

    private static net.openhft.chronicle.queue.RollCycle chronicles(final RollCycle rollCycle) {
        switch (rollCycle) {
            case DAILY:
                return RollCycles.FAST_DAILY;
            case HOURLY:
                return RollCycles.FAST_HOURLY;
            default:
                return TestRollCycles.TEST_SECONDLY;
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

    /** Less than that is no room even to open; where it is more and still not enough for trades, the writer waits. */
    private static void requireSpace(final Path directory) {
        final long usableBytes = Disk.REAL.usableBytes(directory);
        if (usableBytes < OPENING_BYTES) {
            throw new JournalUnwritableException("the disk of the journal " + directory + " is full: it has "
                    + usableBytes + " bytes left, opening takes " + OPENING_BYTES);
        }
    }

    private static void reserveMetadata(final Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, new byte[1]);
            try (DiskReserve reserve = Disk.REAL.open(file)) {
                if (!reserve.reserve(0, METADATA_BYTES)) {
                    throw new JournalUnwritableException("the disk of the journal " + file.getParent() + " is full");
                }
            }
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
