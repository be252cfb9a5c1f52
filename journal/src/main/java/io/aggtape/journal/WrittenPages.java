package io.aggtape.journal;

/**
 * Follows the writer at a distance and lets what it wrote go to the disk and out of memory, a step at a time. So a tape
 * takes the same memory however long it grows, a power cut costs less, and a new page is one that was in use a moment ago:
 * on a virtual machine, where the host takes back memory that lies free, one that was not costs ten times as much. Owned
 * by the page toucher's thread.
 */
final class WrittenPages implements AutoCloseable {
    static final long STEP_BYTES = 8 << 20;

    /**
     * What followers of the tape read from memory, and more than Chronicle writes behind its own back: with one trade a
     * document it goes on for 120 MiB in one page of its index.
     */
    static final long KEPT_BYTES = 192 << 20;

    private final PageCache cache;

    private long startedTo;
    private long forgottenTo;

    /** Begins behind the step in which {@code from} lies, 1 or more; a file's first step has its header and stays. */
    WrittenPages(final PageCache cache, final long from) {
        this.cache = cache;
        startedTo = (from / STEP_BYTES + 1) * STEP_BYTES;
        forgottenTo = startedTo;
    }

    /** The writer has come to this place; returns how many steps were done, 0 or 1. */
    int onPosition(final long writePosition) {
        // A whole step lies between: the page in which the writer is must not be held up.
        if (writePosition < startedTo + 2 * STEP_BYTES) {
            return 0;
        }
        cache.startWriting(startedTo, STEP_BYTES);
        startedTo += STEP_BYTES;
        if (startedTo - forgottenTo > KEPT_BYTES) {
            cache.forget(forgottenTo, STEP_BYTES);
            forgottenTo += STEP_BYTES;
        }
        return 1;
    }

    @Override
    public void close() {
        cache.close();
    }
}
