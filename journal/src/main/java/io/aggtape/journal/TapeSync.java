package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes committed documents durable and knows which are. After a sync that failed nothing more ever counts as durable: the
 * kernel may have dropped the pages, and the next sync would say that all is well. One thread commits, any may sync.
 */
final class TapeSync implements AutoCloseable {
    private static final long NO_CYCLE = -1;

    private final Path directory;
    private final RollCycle rollCycle;
    private final SyncTarget.Factory targets;
    private final AtomicLong committedSequence = new AtomicLong();

    private volatile long firstCycle = NO_CYCLE;
    private volatile long committedCycle = NO_CYCLE;
    private volatile long syncedSequence;

    private SyncTarget target;
    private long openCycle;
    private boolean isFailed;

    /** {@code lastCycle} is the file in which an earlier run stopped, or -1: its end is synced with the first document. */
    TapeSync(final TapeConfig config, final long lastCycle, final SyncTarget.Factory targets) {
        directory = config.directory();
        rollCycle = config.rollCycle();
        openCycle = lastCycle;
        this.targets = targets;
    }

    /** The last document that is certain to survive a loss of power; 0 where none is. */
    long syncedSequence() {
        return syncedSequence;
    }

    /** A document was committed to a cycle's file. */
    void onCommit(final long cycle, final long sequence) {
        if (cycle != committedCycle) {
            if (committedCycle == NO_CYCLE) {
                firstCycle = cycle;
            }
            committedCycle = cycle;
        }
        // Behind the cycle, so that whoever sees the sequence sees the file that it is in, or a later one.
        committedSequence.lazySet(sequence);
    }

    /**
     * Makes all that is committed durable; false where it was.
     *
     * @throws JournalSyncException where that fails, and each time after it did.
     */
    synchronized boolean sync() {
        final long sequence = committedSequence.get();
        if (sequence == 0 || sequence == syncedSequence) {
            return false;
        }
        if (isFailed) {
            throw failure("a sync had failed", null);
        }
        try {
            final long cycle = committedCycle;
            if (target == null || cycle != openCycle) {
                open(cycle);
            }
            target.force();
            syncedSequence = sequence;
            return true;
        } catch (final IOException e) {
            isFailed = true;
            throw failure(e.toString(), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            closeTarget();
        } catch (final IOException e) {
            throw failure(e.toString(), e);
        }
    }

    private void open(final long cycle) throws IOException {
        if (target != null) {
            target.force();
            closeTarget();
        }
        // A new tape may have rolled before its first sync.
        final long from = openCycle == NO_CYCLE ? firstCycle : openCycle;
        for (final CycleFile file : CycleFile.listIn(directory)) {
            if (file.number() >= from && file.number() < cycle) {
                force(file.path());
            }
        }
        force(directory);
        target = targets.open(CycleFile.of(directory, rollCycle, cycle).path());
        openCycle = cycle;
    }

    private void force(final Path path) throws IOException {
        try (SyncTarget other = targets.open(path)) {
            other.force();
        }
    }

    private void closeTarget() throws IOException {
        if (target != null) {
            target.close();
            target = null;
        }
    }

    private JournalSyncException failure(final String reason, final IOException cause) {
        return new JournalSyncException(
                "cannot bring the journal " + directory + " to the disk: nothing behind document " + syncedSequence
                        + " is certain to survive a loss of power: " + reason,
                cause);
    }
}
