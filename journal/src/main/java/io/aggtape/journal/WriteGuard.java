package io.aggtape.journal;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes sure, before a document is written, that all of it goes into disk space that is really reserved, and that the file
 * which it opens is prepared. The page toucher is ahead in the usual case; where it is late, this does the work itself.
 * Owned by the writer's thread.
 */
final class WriteGuard {
    /** What Chronicle may put behind a document: pages of its index, the next header, the mark of a file's end. */
    private static final long SLACK_BYTES = 128 << 10;

    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final long NO_CYCLE = -1;

    private final Path directory;
    private final RollCycle rollCycle;
    private final TapeClock clock;
    private final Disk disk;
    private final ReservedSpace space;
    private final NextFile next;
    private final long emptyFileBytes;
    private final CycleFile lastFile;

    private long cycle = NO_CYCLE;
    private long position;

    /** {@code lastFile} is where the tape ended, or null. */
    WriteGuard(
            final TapeConfig config,
            final TapeClock clock,
            final Disk disk,
            final FileTemplate template,
            final CycleFile lastFile) {
        directory = config.directory();
        rollCycle = config.rollCycle();
        this.clock = clock;
        this.disk = disk;
        this.lastFile = lastFile;
        space = new ReservedSpace(disk);
        next = new NextFile(config, template, disk);
        emptyFileBytes = template.content().remaining();
    }

    ReservedSpace space() {
        return space;
    }

    NextFile next() {
        return next;
    }

    /** Whether a document of so many bytes can be written now; the clock stands still until the next call. */
    boolean isReady(final int documentBytes) {
        final long target = clock.tick() / rollCycle.lengthMs();
        if (target != cycle) {
            return isReadyToOpen(target, documentBytes);
        }
        final long to = position + documentBytes + SLACK_BYTES;
        return space.covers(cycle, to) || space.extend(cycle, to, NO_LIMIT);
    }

    /** Whether the next document would go into another file than the last one. */
    boolean isRollDue() {
        return clock.tick() / rollCycle.lengthMs() != cycle;
    }

    /** A document was written; {@code newPosition} is behind it. */
    void onWritten(final long newCycle, final long newPosition) {
        if (newCycle != cycle) {
            cycle = newCycle;
            space.moveTo(newCycle, pathOf(newCycle), next.preparedBytes(newCycle));
            next.onUsed(newCycle);
        }
        position = newPosition;
    }

    /** Gives back what was prepared for a roll that does not come; the page toucher must have ended. */
    void close() {
        space.close();
        next.discard();
    }

    private boolean isReadyToOpen(final long target, final int documentBytes) {
        if (cycle == NO_CYCLE && !isEndReserved(target)) {
            return false;
        }
        final Path path = pathOf(target);
        if (!Files.exists(path)) {
            return next.prepare(target, emptyFileBytes + documentBytes + SLACK_BYTES);
        }
        cycle = target;
        position = FileCondition.endOf(path);
        space.moveTo(target, path, position);
        return space.extend(target, position + documentBytes + SLACK_BYTES, NO_LIMIT);
    }

    /** Whether the mark of the end fits behind the file in which an earlier run stopped. */
    private boolean isEndReserved(final long target) {
        if (lastFile == null || lastFile.number() == target || lastFile.isSetAside()) {
            return true;
        }
        try (DiskReserve reserve = disk.open(lastFile.path())) {
            return reserve.reserve(FileCondition.endOf(lastFile.path()), Long.BYTES);
        }
    }

    private Path pathOf(final long ofCycle) {
        return CycleFile.of(directory, rollCycle, ofCycle).path();
    }
}
