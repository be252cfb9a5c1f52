package io.aggtape.journal;

/** Disk space for one file, taken before it is needed, so that a full disk is an answer and not a fault in mapped memory. */
interface DiskReserve extends AutoCloseable {
    /** Backs a stretch of the file with disk space, keeping what is in it; false where the disk refuses. */
    boolean reserve(long offset, long length);

    /** Gives back the disk space behind a place; nobody writes there any more. */
    void releaseFrom(long offset);

    @Override
    void close();
}
