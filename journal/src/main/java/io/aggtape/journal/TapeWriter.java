package io.aggtape.journal;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;

/**
 * Writes a tape, alone: records gather in a document, which goes into the mapped file as a whole at {@link #commit()}, so
 * that readers, and whoever comes after a crash, see all of it or nothing. Allocates nothing a trade. Owned by one
 * thread, which need not be the one that opened it; only {@link #hasSpace()}, {@link #syncedSequence()} and the agents are for any.
 */
public final class TapeWriter implements AutoCloseable {
    /** The longest record that a tape takes, bytes: a message of 16 MiB and what goes with it. */
    public static final int MAX_RECORD_BYTES = 17 << 20;

    private final TapeConfig config;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final WriteGuard guard;
    private final PageToucher pageToucher;
    private final TapeUpkeep upkeep;
    private final TapeSync sync;
    private final JournalLock lock;
    private final RecordEncoder encoder = new RecordEncoder();
    private final OpenDocument document = new OpenDocument();
    private final TapeState recovered;
    private final Certificate certificate;

    private int cycle = -1;
    private long lastSequence;
    private long recordsWritten;
    private long documentsWritten;
    private boolean isClosed;

    TapeWriter(
            final TapeConfig config,
            final SingleChronicleQueue queue,
            final WriteGuard guard,
            final PageToucher pageToucher,
            final TapeSync sync,
            final TapeUpkeep upkeep,
            final TapeOpening.Start start) {
        this.config = config;
        this.queue = queue;
        this.guard = guard;
        this.pageToucher = pageToucher;
        this.sync = sync;
        this.upkeep = upkeep;
        lock = start.lock();
        recovered = start.recovered();
        certificate = new Certificate(recovered, encoder, queue.time());
        lastSequence = recovered.lastSequence();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /**
     * Opens a tape to add to its end, or starts one, by the system's clock.
     *
     * @throws JournalLockedException where it is being written already.
     * @throws JournalUnwritableException where the JVM lacks a flag, the disk is full or the directory cannot be used.
     */
    public static TapeWriter open(final TapeConfig config) {
        return open(config, SystemEpochClock.INSTANCE);
    }

    /** The same by another clock, which decides when a new file starts; one that goes back is taken to stand still. */
    public static TapeWriter open(final TapeConfig config, final EpochClock clock) {
        return TapeOpening.open(config, clock, TapeState::recover);
    }

    /** The same after all of the tape was read: what was damaged since it was written counts as missing. */
    public static TapeWriter openByScan(final TapeConfig config) {
        return TapeOpening.open(config, SystemEpochClock.INSTANCE, TapeState::recoverByScan);
    }

    /** What the tape held when it was opened; it stays as it is while this writer writes. */
    public TapeState recovered() {
        return recovered;
    }

    /** The agent that must run on a thread of its own while this writer writes. */
    public PageToucher pageToucher() {
        return pageToucher;
    }

    /** The agent that should run on another thread of its own while this writer writes, where it {@code isNeeded}. */
    public TapeUpkeep upkeep() {
        return upkeep;
    }

    /** Whether the disk has room, as far as the page toucher has found; where false, do not append trades. */
    public boolean hasSpace() {
        return !pageToucher.isSpaceLow();
    }

    /**
     * Adds a trade to the open document, which closes by itself when it is full; on a full disk it grows.
     *
     * @throws JournalUnwritableException where it cannot grow any more either: the trade is not taken.
     */
    public void append(final AggTrade trade) {
        final InstrumentLedger instrument = certificate.of(trade.instrument);
        if (instrument.isSealDue(trade.receiveTimeNs)) {
            ensureRoom(RecordEncoder.maxLengthOfSeal());
            onRecord(certificate.encodeSeal(instrument, document.buffer(), document.length()));
        }
        ensureRoom(RecordEncoder.maxLengthOfTrade());
        final int recordBytes = encoder.encode(trade, document.buffer(), document.length());
        certificate.onTrade(instrument, trade);
        onRecord(recordBytes);
    }

    /** Adds a hole, or what became of one, to the open document. */
    public void append(final Gap gap) {
        ensureRoom(RecordEncoder.maxLengthOf(gap));
        final int recordBytes = encoder.encode(gap, document.buffer(), document.length());
        certificate.onGap(gap);
        onRecord(recordBytes);
    }

    /**
     * Adds a frame that is no trade to the open document.
     *
     * @throws IllegalArgumentException where it is longer than {@link #MAX_RECORD_BYTES}.
     */
    public void append(final Rejected rejected) {
        ensureRoom(RecordEncoder.maxLengthOf(rejected));
        onRecord(encoder.encode(rejected, document.buffer(), document.length()));
    }

    /** Adds a connection's change of state to the open document. */
    public void append(final LineEvent line) {
        ensureRoom(RecordEncoder.maxLengthOf(line));
        onRecord(encoder.encode(line, document.buffer(), document.length()));
    }

    /** Adds the start or stop of a recorder to the open document. */
    public void append(final SessionEvent session) {
        ensureRoom(RecordEncoder.maxLengthOf(session));
        onRecord(encoder.encode(session, document.buffer(), document.length()));
    }

    /** Adds a measurement of the exchange's clock to the open document. */
    public void append(final ClockEvent clock) {
        ensureRoom(RecordEncoder.maxLengthOfClock());
        onRecord(encoder.encode(clock, document.buffer(), document.length()));
    }

    /** Whether the open document has grown so much, on a full disk, that it must be written before more is added. */
    public boolean isFilledUp() {
        return document.isFilledUp();
    }

    /** Whether {@link #commit()} would be taken now: the open document, and a file to open, fit into reserved space. */
    public boolean canCommit() {
        return document.isEmpty() || guard.isReady(document.length());
    }

    /**
     * Writes the open document, after which readers see it and a crash of the process cannot lose it; false if empty.
     *
     * @throws JournalUnwritableException where the disk has no room: nothing is touched, the document stays open, and the
     *     same call may succeed later.
     * @throws JournalSyncException where each batch is to be durable at once and this one cannot be made so.
     */
    public boolean commit() {
        if (!writeDocument()) {
            return false;
        }
        certificate.onDocument(this);
        return true;
    }

    /** Where the tape lies. */
    public Path directory() {
        return config.directory();
    }

    /** How many records this writer has committed. */
    public long recordsWritten() {
        return recordsWritten;
    }

    /** How many documents this writer has committed. */
    public long documentsWritten() {
        return documentsWritten;
    }

    /** The sequence of the last document on the tape; 0 where there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The last document that is certain to survive a loss of power, 0 where none is known to; readable from any thread. */
    public long syncedSequence() {
        return sync.syncedSequence();
    }

    /** Commits, gives back unused disk space and ends the tape in order; the page toucher must have ended. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        boolean isInOrder = false;
        try {
            commit();
            // A file of its own for the certificate alone would be a file too many: the next start reads the last one.
            if (documentsWritten > 0 && hasSpace() && !guard.isRollDue()) {
                certificate.writeEnd(this);
            }
            if (cycle >= 0) {
                PageToucher.release(queue, cycle, Disk.REAL);
            }
            if (config.care().sync() != SyncPolicy.NEVER) {
                sync.sync();
            }
            isInOrder = true;
        } finally {
            // Whoever opens the tape next must know of a lock that the failed commit may have left in its table.
            try {
                guard.close();
                sync.close();
                queue.close();
            } finally {
                JournalLock.end(lock, isInOrder);
            }
        }
    }

    /** Writes the open document and nothing else; false if empty. */
    boolean writeDocument() {
        if (document.isEmpty()) {
            return false;
        }
        if (!guard.isReady(document.length())) {
            throw new JournalUnwritableException("cannot write " + document.recordCount() + " records to the journal "
                    + config.directory() + ": the disk is full");
        }
        appender.writeBytes(document.seal(lastSequence + 1));
        lastSequence++;
        documentsWritten++;
        recordsWritten += document.recordCount();
        document.clear();
        final int writtenCycle = appender.cycle();
        guard.onWritten(writtenCycle, appender.wire().bytes().writePosition());
        if (writtenCycle != cycle) {
            cycle = writtenCycle;
            pageToucher.onCycle(writtenCycle);
        }
        sync.onCommit(writtenCycle, lastSequence);
        if (config.care().sync() == SyncPolicy.EVERY_BATCH) {
            sync.sync();
        }
        return true;
    }

    /** What is gathered now; for the records that the certificate adds. */
    OpenDocument document() {
        return document;
    }

    /** The number of the file that the last document went into; -1 before the first. */
    int cycle() {
        return cycle;
    }

    private void ensureRoom(final long recordBytes) {
        if (isClosed) {
            throw new IllegalStateException("the tape " + config.directory() + " is closed");
        }
        if (document.recordCount() == TapeConfig.MAX_RECORDS) {
            commit();
        }
        if (document.hasRoom(recordBytes)) {
            return;
        }
        if (recordBytes > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "a record of " + recordBytes + " bytes does not fit the tape's limit of " + MAX_RECORD_BYTES);
        }
        if (document.length() + recordBytes > OpenDocument.MAX_BYTES || canCommit()) {
            commit();
        }
        document.grow(document.length() + (int) recordBytes);
    }

    private void onRecord(final int recordBytes) {
        document.add(recordBytes);
        // A full disk leaves it open, so that a record is either taken or refused: never both.
        if (document.recordCount() >= config.maxRecordsPerDocument() && canCommit()) {
            commit();
        }
    }
}
