package io.aggtape.journal;

import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;

/**
 * Goes before the writer: reserves disk space and brings pages into memory, so that neither a full disk nor a page fault
 * meets a trade. Runs on a thread of its own, which must end before {@link TapeWriter#close()}; made by the writer. It
 * keeps its distance when it is called at least every few milliseconds.
 */
public final class PageToucher implements Agent {
    private static final int NO_CYCLE = -1;
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES_PER_CALL = 256;
    private static final long CHUNK_BYTES = 1 << 20;
    private static final int CHUNKS_PER_CALL = 4;
    private static final long SPACE_CHECK_INTERVAL_MS = 1_000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private final SingleChronicleQueue queue;
    private final DiskReserve.Factory reserves;
    private final EpochClock clock;
    private final long touchAheadBytes;
    private final long reserveBytes;

    private SingleChronicleQueueStore store;
    private MappedBytes bytes;
    private DiskReserve reserve;
    private int openCycle = NO_CYCLE;
    private long touchedTo;
    private long reservedTo;
    private long nextSpaceCheckMs;
    private boolean isReserveRefused;
    private long usableBytes = Long.MAX_VALUE;

    private volatile int writerCycle = NO_CYCLE;
    private volatile boolean isSpaceLow;
    private volatile String reason = "";

    PageToucher(
            final SingleChronicleQueue queue,
            final TapeConfig config,
            final EpochClock clock,
            final DiskReserve.Factory reserves) {
        this.queue = queue;
        this.clock = clock;
        this.reserves = reserves;
        touchAheadBytes = config.touchAheadBytes();
        reserveBytes = config.reserveBytes();
    }

    /** Whether the disk has less left than the reserve: nothing more should be written; readable from any thread. */
    public boolean isSpaceLow() {
        return isSpaceLow;
    }

    /** Why {@link #isSpaceLow()}, in words for a person; empty where it is not; readable from any thread. */
    public String reason() {
        return reason;
    }

    @Override
    public int doWork() {
        final int cycle = writerCycle;
        if (cycle == NO_CYCLE) {
            return 0;
        }
        final long nowMs = clock.time();
        if (cycle != openCycle) {
            follow(cycle);
        }
        final long writePosition = store.writePosition();
        final int workCount = reserve(writePosition) + touch(writePosition);
        checkSpace(nowMs);
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
    static void release(final SingleChronicleQueue queue, final int cycle, final DiskReserve.Factory reserves) {
        final SingleChronicleQueueStore done = queue.storeForCycle(cycle, queue.epoch(), false, null);
        if (done == null) {
            return;
        }
        try {
            final MappedBytes content = done.bytes();
            try (DiskReserve doneReserve = reserves.open(done.file().toPath())) {
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
            release(queue, doneCycle, reserves);
        }
        store = queue.storeForCycle(cycle, queue.epoch(), false, null);
        bytes = store.bytes();
        reserve = reserves.open(store.file().toPath());
        touchedTo = store.writePosition() & -PAGE_BYTES;
        reservedTo = store.writePosition() & -CHUNK_BYTES;
        openCycle = cycle;
    }

    private int reserve(final long writePosition) {
        reservedTo = Math.max(reservedTo, writePosition & -CHUNK_BYTES);
        int chunks = 0;
        while (chunks < CHUNKS_PER_CALL && reservedTo < writePosition + reserveBytes) {
            isReserveRefused = !reserve.reserve(reservedTo, CHUNK_BYTES);
            if (isReserveRefused) {
                break;
            }
            reservedTo += CHUNK_BYTES;
            chunks++;
        }
        return chunks;
    }

    /** Touches only reserved pages: a write fault on a full disk kills the process. */
    private int touch(final long writePosition) {
        touchedTo = Math.max(touchedTo, writePosition & -PAGE_BYTES);
        final long limit = Math.min(writePosition + touchAheadBytes, reservedTo);
        int pages = 0;
        while (pages < PAGES_PER_CALL && touchedTo < limit) {
            bytes.compareAndSwapLong(touchedTo, 0, 0);
            touchedTo += PAGE_BYTES;
            pages++;
        }
        return pages;
    }

    private void checkSpace(final long nowMs) {
        if (nowMs >= nextSpaceCheckMs) {
            nextSpaceCheckMs = nowMs + SPACE_CHECK_INTERVAL_MS;
            usableBytes = reserve.usableBytes();
        }
        final boolean isLow = isReserveRefused || usableBytes < reserveBytes;
        if (isLow != isSpaceLow) {
            reason = isLow
                    ? "the disk of " + store.file() + " has " + usableBytes + " bytes left, fewer than the reserve of "
                            + reserveBytes
                    : "";
            isSpaceLow = isLow;
        }
    }

    private void closeStore() {
        if (store != null) {
            bytes.releaseLast();
            reserve.close();
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
