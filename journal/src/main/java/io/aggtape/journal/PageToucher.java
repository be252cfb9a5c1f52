package io.aggtape.journal;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;

/**
 * Goes before the writer: reserves disk space, brings pages into memory and prepares the next cycle's file, so that
 * neither a full disk nor a page fault nor a new file meets a trade; and lets go of what lies far behind it. Runs on a thread of its own, which must end before
 * {@link TapeWriter#close()}; made by the writer. It keeps its distance when it is called at least every few milliseconds.
 */
public final class PageToucher implements Agent {
    private static final System.Logger LOGGER = System.getLogger(PageToucher.class.getName());
    private static final int NO_CYCLE = -1;
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES_PER_CALL = 256;
    private static final int CHUNKS_PER_CALL = 4;
    private static final long SPACE_CHECK_INTERVAL_MS = 100;
    private static final long MAX_LEAD_MS = 10_000;
    private static final long LEAD_PARTS = 4;
    private static final long MARGIN_PARTS = 8;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private final SingleChronicleQueue queue;
    private final Disk disk;
    private final ReservedSpace space;
    private final NextFile next;
    private final EpochClock clock;
    private final Path directory;
    private final SpaceConfig config;
    private final long cycleMs;
    private final long leadMs;

    private SingleChronicleQueueStore store;
    private MappedBytes bytes;
    private WrittenPages written;
    private int openCycle = NO_CYCLE;
    private long preparedCycle = NO_CYCLE;
    private long touchedTo;
    private long nextSpaceCheckMs;
    private boolean isRefused;

    private volatile int writerCycle = NO_CYCLE;
    private volatile boolean isSpaceLow;
    private volatile String reason = "";

    PageToucher(
            final SingleChronicleQueue queue,
            final TapeConfig config,
            final EpochClock clock,
            final Disk disk,
            final WriteGuard guard) {
        this.queue = queue;
        this.clock = clock;
        this.disk = disk;
        this.config = config.space();
        directory = config.directory();
        space = guard.space();
        next = guard.next();

        cycleMs = config.rollCycle().lengthMs();
        leadMs = Math.min(MAX_LEAD_MS, cycleMs / LEAD_PARTS);
        checkSpace();
    }

    /** Whether the disk has less left than it must: no trade should be written; readable from any thread. */
    public boolean isSpaceLow() {
        return isSpaceLow;
    }

    /** Why {@link #isSpaceLow()}, in words for a person; empty where it is not; readable from any thread. */
    public String reason() {
        return reason;
    }

    @Override
    public int doWork() {
        final long nowMs = clock.time();
        int workCount = 0;
        if (writerCycle != openCycle) {
            follow(writerCycle);
        }
        if (openCycle != NO_CYCLE) {
            final long writePosition = store.writePosition();
            workCount =
                    reserve(writePosition) + touch(writePosition) + written.onPosition(writePosition) + prepare(nowMs);
        }
        if (nowMs >= nextSpaceCheckMs || nowMs < nextSpaceCheckMs - SPACE_CHECK_INTERVAL_MS) {
            nextSpaceCheckMs = nowMs + SPACE_CHECK_INTERVAL_MS;
            checkSpace();
        }
        return workCount;
    }

    @Override
    public void onClose() {
        closeStore();
    }

    @Override
    public String roleName() {
        return "page-toucher";
    }

    /** Tells which file the writer is in; called by the writer, after it wrote there. */
    void onCycle(final int cycle) {
        writerCycle = cycle;
    }

    /** Gives back what lies reserved behind the end of a file to which nothing will be added. */
    static void release(final SingleChronicleQueue queue, final int cycle, final Disk disk) {
        final SingleChronicleQueueStore done = queue.storeForCycle(cycle, queue.epoch(), false, null);
        if (done == null) {
            return;
        }
        try {
            final MappedBytes content = done.bytes();
            try (DiskReserve doneReserve = disk.open(done.file().toPath())) {
                doneReserve.releaseFrom(
                        endOfData(content, done.writePosition(), done.file().length()));
            } finally {
                content.releaseLast();
            }
        } finally {
            queue.closeStore(done);
        }
    }

    private void follow(final int cycle) {
        final int doneCycle = openCycle;
        closeStore();
        if (doneCycle != NO_CYCLE) {
            release(queue, doneCycle, disk);
        }
        store = queue.storeForCycle(cycle, queue.epoch(), false, null);
        bytes = store.bytes();
        touchedTo = store.writePosition() & -PAGE_BYTES;
        written = new WrittenPages(new FilePages(store.file().toPath(), bytes), store.writePosition());
        openCycle = cycle;
    }

    /** Takes nothing more of a disk that is nearly full: what is left is for the document that is open. */
    private int reserve(final long writePosition) {
        final long to = writePosition + config.reserveBytes();
        if (isSpaceLow || space.covers(openCycle, to)) {
            return 0;
        }
        final long before = space.reservedTo();
        isRefused = !space.extend(openCycle, to, CHUNKS_PER_CALL) && space.isAt(openCycle);
        if (isRefused) {
            checkSpace();
        }
        return (int) Math.max(0, (space.reservedTo() - before) / ReservedSpace.CHUNK_BYTES);
    }

    /** Touches only reserved pages: a write fault on a full disk kills the process. */
    private int touch(final long writePosition) {
        touchedTo = Math.max(touchedTo, writePosition & -PAGE_BYTES);
        final long ahead = writePosition + config.touchAheadBytes();
        int pages = 0;
        while (pages < PAGES_PER_CALL && touchedTo < ahead && space.covers(openCycle, touchedTo + PAGE_BYTES)) {
            bytes.compareAndSwapLong(touchedTo, 0, 0);
            touchedTo += PAGE_BYTES;
            pages++;
        }
        return pages;
    }

    private int prepare(final long nowMs) {
        final long cycle = (nowMs + leadMs) / cycleMs;
        if (isSpaceLow || cycle <= openCycle || cycle == preparedCycle) {
            return 0;
        }
        if (!next.prepare(cycle, NextFile.PREPARED_BYTES)) {
            isRefused = !Files.exists(next.targetOf(cycle));
            preparedCycle = isRefused ? NO_CYCLE : cycle;
            checkSpace();
            return 0;
        }
        // The writer would list the directory at the roll where that was not done for a minute.
        queue.refreshDirectoryListing();
        preparedCycle = cycle;
        return 1;
    }

    /** Space is back only when there is some more than what it must be, so that it does not go on and off. */
    private void checkSpace() {
        final long usableBytes = disk.usableBytes(directory);
        if (isRefused && isSpaceLow) {
            isRefused = openCycle != NO_CYCLE
                    && !space.extend(openCycle, space.reservedTo() + ReservedSpace.CHUNK_BYTES, 1)
                    && space.isAt(openCycle);
        }
        final long margin = isSpaceLow ? Math.max(PAGE_BYTES, config.minFreeBytes() / MARGIN_PARTS) : 0;
        final boolean isLow = isRefused || usableBytes < config.minFreeBytes() + margin;
        if (isLow && !isSpaceLow) {
            reason = "the disk of the journal " + directory + " has " + usableBytes + " bytes left, of which "
                    + config.minFreeBytes() + " must stay free" + (isRefused ? ", and refuses more" : "");
            isSpaceLow = true;
            LOGGER.log(Level.WARNING, reason + ": trades are not recorded until there is space again");
        } else if (!isLow && isSpaceLow) {
            reason = "";
            isSpaceLow = false;
            LOGGER.log(Level.INFO, "the disk of the journal {0} has space again, {1} bytes", directory, usableBytes);
        }
    }

    private void closeStore() {
        if (store != null) {
            written.close();
            bytes.releaseLast();
            queue.closeStore(store);
            store = null;
            openCycle = NO_CYCLE;
        }
    }

    /** Behind the excerpts that follow the last document, such as a page of Chronicle's index, and the next header. */
    private static long endOfData(final MappedBytes content, final long writePosition, final long fileLength) {
        long at = writePosition;
        int header = content.readVolatileInt(at);
        while (header > 0) {
            at += Integer.BYTES + ((header & LENGTH_MASK) + Integer.BYTES - 1L & -Integer.BYTES);
            header = at < fileLength ? content.readVolatileInt(at) : 0;
        }
        return at + Integer.BYTES;
    }
}
