package io.aggtape.journal;

import java.nio.file.Path;

/** Disk space for one file, taken before it is needed, so that a full disk is an answer and not a fault in mapped memory. */
interface DiskReserve extends AutoCloseable {
    /** Makes the reserve of a file. */
    @FunctionalInterface
    interface Factory {
        /** Opens an existing file. */
        DiskReserve open(Path file);
    }

    /** Backs a stretch of the file with disk space, keeping what is in it; false where the disk refuses. */
    boolean reserve(long offset, long length);

    /** Gives back the disk space behind a place; nobody writes there any more. */
    void releaseFrom(long offset);

    /** Bytes that the disk has left for this process. */
    long usableBytes();

    @Override
    void close();
}
