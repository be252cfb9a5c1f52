package io.aggtape.journal;

/** The pages of one file that the kernel keeps in memory. What it does not know how to do, it leaves undone. */
interface PageCache extends AutoCloseable {
    /** Lets the kernel begin to write a stretch to the disk; waits for nothing. */
    void startWriting(long offset, long length);

    /** Lets the kernel take the memory of a stretch back where that is on the disk; nothing that was written is lost. */
    void forget(long offset, long length);

    @Override
    void close();
}
