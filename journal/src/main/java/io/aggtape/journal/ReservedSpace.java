package io.aggtape.journal;

import java.nio.file.Path;

/**
 * How far the file that is being written is backed by disk space. Behind that place nothing may be written: in mapped
 * memory a full disk kills the process. Shared by the writer's thread and the page toucher's.
 */
final class ReservedSpace implements AutoCloseable {
    static final long CHUNK_BYTES = 1 << 20;

    private static final long NO_CYCLE = -1;

    private final Disk disk;

    private DiskReserve reserve;
    private Path file;
    private volatile long cycle = NO_CYCLE;
    private volatile long reservedTo;

    ReservedSpace(final Disk disk) {
        this.disk = disk;
    }

    /** Whether all before a place of a cycle's file is reserved, as far as it is used. */
    boolean covers(final long ofCycle, final long to) {
        return reservedTo >= to && cycle == ofCycle;
    }

    /** Whether a cycle's file is the one that was named last. */
    boolean isAt(final long ofCycle) {
        return cycle == ofCycle;
    }

    /** Behind which place nothing is reserved; of the file that was named last. */
    long reservedTo() {
        return reservedTo;
    }

    /** Goes on with a file up to whose place {@code to} all is used or reserved. */
    synchronized void moveTo(final long newCycle, final Path newFile, final long to) {
        if (cycle == newCycle) {
            return;
        }
        // Nothing is covered between these writes.
        cycle = NO_CYCLE;
        reservedTo = to & -CHUNK_BYTES;
        file = newFile;
        closeReserve();
        cycle = newCycle;
    }

    /** Reserves more, up to a place, at most so many chunks of 1 MiB; false where the disk refuses. */
    synchronized boolean extend(final long ofCycle, final long to, final int chunkLimit) {
        if (cycle != ofCycle) {
            return false;
        }
        for (int i = 0; i < chunkLimit && reservedTo < to; i++) {
            if (reserve == null) {
                reserve = disk.open(file);
            }
            if (!reserve.reserve(reservedTo, CHUNK_BYTES)) {
                return false;
            }
            reservedTo += CHUNK_BYTES;
        }
        return true;
    }

    @Override
    public synchronized void close() {
        cycle = NO_CYCLE;
        closeReserve();
    }

    private void closeReserve() {
        if (reserve != null) {
            reserve.close();
            reserve = null;
        }
    }
}
