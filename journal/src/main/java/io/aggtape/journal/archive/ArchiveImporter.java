package io.aggtape.journal.archive;

import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.JournalUnwritableException;
import io.aggtape.journal.PastTape;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.archive.ImportedFile.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.EpochClock;

/**
 * Puts archive files onto a tape: each row once, by id, whatever was there before and however often it is run. A file is
 * read twice: it is checked as a whole before its first row goes onto the tape. The files of the tape are cut by the time
 * of the trades where that does not lie before what is there. Owned by one thread.
 */
public final class ArchiveImporter implements AutoCloseable {
    private static final int ROWS_A_TICK = 1 << 12;

    private final List<ArchiveFile> files;
    private final String version;
    private final EpochClock clock;
    private final PastTape tape;
    private final TapeWriter writer;
    private final ImportHistory history;
    private final Instruments instruments = new Instruments();
    private final RowImport rows;

    private ImportProgress progress = ImportProgress.NONE;
    private BooleanSupplier isStopAsked = () -> false;
    private long doneBytes;
    private long totalBytes;
    private long rowsTaken;

    /**
     * Takes the tape's lock and reads what imports have left there before.
     *
     * @param config the tape, which is made where it does not exist.
     * @param files what to import, one or more, in any order.
     * @param version of this program, for the tape's session records.
     * @throws io.aggtape.journal.JournalLockedException where the tape is being written.
     * @throws JournalUnwritableException where it cannot be written.
     */
    public ArchiveImporter(
            final TapeConfig config, final List<ArchiveFile> files, final String version, final EpochClock clock) {
        this.files = files.stream().sorted(ArchiveFile.IN_ORDER).toList();
        this.version = version;
        this.clock = clock;
        tape = new PastTape(
                config, clock, TimeUnit.MICROSECONDS.toNanos(this.files.get(0).firstTimeUs()));
        writer = tape.writer();
        ImportHistory known = null;
        try {
            known = ImportHistory.of(config.directory());
        } finally {
            if (known == null) {
                tape.close();
            }
        }
        history = known;
        rows = new RowImport(writer, instruments, history);
    }

    /** Whom to tell how far it is. */
    public ArchiveImporter withProgress(final ImportProgress newProgress) {
        progress = newProgress;
        return this;
    }

    /** Who may end it early, between two rows. */
    public ArchiveImporter withStop(final BooleanSupplier newStop) {
        isStopAsked = newStop;
        return this;
    }

    /**
     * Imports the files, once, in the order of their times; those on the tape whole are passed over.
     *
     * @throws JournalUnwritableException where the disk is full: run again once there is space, and it goes on.
     */
    public List<ImportedFile> run() {
        totalBytes = 2 * files.stream().mapToLong(ArchiveImporter::sizeOf).sum();
        final List<ImportedFile> imported = new ArrayList<>();
        for (final ArchiveFile file : files) {
            if (isStopAsked.getAsBoolean()) {
                imported.add(new ImportedFile(file, Outcome.STOPPED, null, ImportCounts.NONE, "stopped before it"));
            } else {
                final long before = doneBytes;
                imported.add(take(file));
                doneBytes = before + 2 * sizeOf(file);
            }
        }
        return imported;
    }

    @Override
    public void close() {
        tape.close();
    }

    private ImportedFile take(final ArchiveFile file) {
        final long before = doneBytes;
        final ArchiveCheck check;
        try {
            check = ArchiveCheck.of(file, bytes -> tell(file, before + bytes));
        } catch (final ArchiveException e) {
            return new ImportedFile(file, Outcome.REFUSED, null, ImportCounts.NONE, e.getMessage());
        }
        if (history.isFinished(file, check.sha256())) {
            return new ImportedFile(file, Outcome.KNOWN, check, ImportCounts.NONE, "");
        }
        doneBytes = before + sizeOf(file);
        final ImportSession session = new ImportSession(file, check, version, clock);
        tape.advanceTo(TimeUnit.MICROSECONDS.toNanos(file.firstTimeUs()));
        rows.begin(file, check);
        try {
            final boolean isWhole = importRows(file, check, session);
            return new ImportedFile(
                    file,
                    isWhole ? Outcome.IMPORTED : Outcome.STOPPED,
                    check,
                    rows.counts(),
                    isWhole ? "" : "stopped within it");
        } catch (final ArchiveException e) {
            rows.end();
            writer.commit();
            return new ImportedFile(file, Outcome.REFUSED, check, rows.counts(), e.getMessage());
        }
    }

    private boolean importRows(final ArchiveFile file, final ArchiveCheck check, final ImportSession session) {
        final Instrument instrument = instruments.intern(file.market(), file.symbol());
        try (ArchiveRows source = ArchiveRows.open(file, check, instrument)) {
            boolean isStarted = false;
            boolean isStopped = false;
            while (!isStopped && source.next()) {
                if (source.problem() == null) {
                    tape.advanceTo(source.trade().receiveTimeNs);
                }
                if (!isStarted) {
                    isStarted = true;
                    writer.append(session.start());
                }
                rows.take(source);
                tape.commitSometimes();
                if (++rowsTaken % ROWS_A_TICK == 0) {
                    tell(file, doneBytes + source.rawBytes());
                    isStopped = isStopAsked.getAsBoolean();
                }
            }
            rows.end();
            if (!isStopped) {
                writer.append(session.stop(rows.counts()));
            }
            tape.commit();
            if (!isStopped) {
                history.finish(file, check.sha256());
            }
            return !isStopped;
        }
    }

    private void tell(final ArchiveFile file, final long bytes) {
        progress.onProgress(file, bytes, totalBytes, rowsTaken);
    }

    private static long sizeOf(final ArchiveFile file) {
        try {
            return Files.size(file.path());
        } catch (final IOException e) {
            return 0;
        }
    }
}
