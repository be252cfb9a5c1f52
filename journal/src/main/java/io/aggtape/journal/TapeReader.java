package io.aggtape.journal;

import io.aggtape.journal.TapeFault.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads a tape in its order and follows it while another thread or process writes it. Every document's checksum and
 * sequence are checked; what is damaged is reported and skipped, the rest is delivered. Reads only, takes no lock, and
 * allocates nothing a trade. Owned by one thread.
 */
public final class TapeReader implements RecordSource {
    private final Path directory;
    private final int windowBytes;
    private final DocumentCursor cursor;
    private final Instruments instruments = new Instruments();
    private final DocumentDelivery delivery;
    private final ReadProgress progress = new ReadProgress();

    private TimeIndex index;
    private TapeRoute route;
    private long toUs = Long.MAX_VALUE;
    private boolean isAtEnd;

    private TapeReader(final Path directory, final TapeFaultListener faults, final int windowBytes) {
        this.directory = directory;
        this.windowBytes = windowBytes;
        cursor = new DocumentCursor(directory, faults, windowBytes);
        delivery = new DocumentDelivery(cursor, instruments);
    }

    /**
     * Opens a tape at its start and only counts faults.
     *
     * @throws JournalUnreadableException where the directory does not exist, cannot be read or holds no tape.
     */
    public static TapeReader open(final Path directory) {
        return open(directory, TapeFaultListener.NONE);
    }

    /**
     * Opens a tape at its start; each fault is counted and told to the listener, which runs inside {@link #poll}.
     *
     * @throws JournalUnreadableException where the directory does not exist, cannot be read or holds no tape.
     */
    public static TapeReader open(final Path directory, final TapeFaultListener faults) {
        return open(directory, faults, CycleWindow.DEFAULT_WINDOW_BYTES);
    }

    /**
     * The same for who reads a tape once, to its end, and does not follow it: looks there, and takes its time for that,
     * for documents that stand behind a hole of which the file's header does not know.
     *
     * @throws JournalUnreadableException where the directory does not exist, cannot be read or holds no tape.
     */
    public static TapeReader openWhole(final Path directory, final TapeFaultListener faults) {
        final TapeReader reader = open(directory, faults);
        reader.cursor.lookBehindTheEnd();
        return reader;
    }

    /**
     * The same for who wants trades with {@code fromUs <= T < toUs} only, microseconds since the epoch: passes what cannot
     * hold one, nor an event of these times. Others may come, too.
     */
    public static TapeReader openRange(
            final TimeIndex index, final TapeFaultListener faults, final long fromUs, final long toUs) {
        final TapeReader reader = openWhole(index.directory(), faults);
        reader.index = index;
        reader.toUs = toUs;
        reader.seek(fromUs);
        return reader;
    }

    static TapeReader open(final Path directory, final TapeFaultListener faults, final int windowBytes) {
        Objects.requireNonNull(faults, "faults");
        TapeDirectory.requireTape(directory);
        return new TapeReader(directory, faults, windowBytes);
    }

    /** Whether a writer has ever opened a tape in this directory. */
    public static boolean isTape(final Path directory) {
        return TapeDirectory.isTape(directory);
    }

    /**
     * Delivers the records of the next documents, in order.
     *
     * @param documentLimit at most how many documents, each of which holds one record or some more.
     * @return how many records were delivered; 0 at the end of the tape, and where all were skipped.
     */
    @Override
    public int poll(final TapeListener listener, final int documentLimit) {
        int delivered = 0;
        isAtEnd = false;
        for (int i = 0; i < documentLimit; i++) {
            if (route == null ? !cursor.next() : !route.next(cursor)) {
                isAtEnd = true;
                break;
            }
            delivered += delivery.deliver(listener);
        }
        return delivered;
    }

    @Override
    public boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public boolean isPreparing() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Goes by the tape's {@link TimeIndex}, which the first call reads or makes.
     */
    @Override
    public void seek(final long timeUs) {
        if (timeUs == Long.MIN_VALUE && toUs == Long.MAX_VALUE) {
            moveToStart();
            return;
        }
        if (index == null) {
            index = TimeIndex.open(directory, sentence -> {});
        }
        delivery.skip(0);
        isAtEnd = false;
        // On a tape that had nothing yet all that has come since is behind the index.
        if (index.isComplete() && index.blocks() > 0) {
            route = index.route(timeUs, toUs);
        } else {
            moveToStart();
        }
    }

    @Override
    public double progress() {
        if (!isAtEnd && route != null) {
            return route.progress(cursor);
        }
        return isAtEnd ? 1 : progress.of(cursor.files(), cursor.fileIndex(), cursor.nextPosition());
    }

    @Override
    public Instruments instruments() {
        return instruments;
    }

    /** The place of the next document: greater for a later one, of no other meaning; 0 before the first. */
    public long position() {
        return cursor.window() == null ? 0 : cursor.window().file().placeOf(cursor.nextPosition());
    }

    /**
     * Goes to a place that {@link #position()} gave.
     *
     * @throws JournalUnreadableException where its file was removed.
     */
    public void moveTo(final long place) {
        cursor.refresh();
        final CycleFile file = CycleFile.holding(cursor.files(), place);
        moveTo(file, Math.max(0, file.positionOf(place)));
    }

    /** Goes to the first record. */
    public void moveToStart() {
        route = null;
        delivery.skip(0);
        cursor.refresh();
        isAtEnd = cursor.files().isEmpty();
        if (!isAtEnd) {
            cursor.moveTo(0, 0);
        }
    }

    /** Goes behind the last record, so that only new ones are delivered. */
    public void moveToEnd() {
        moveToLastRecords(1);
        delivery.skip(0);
        while (cursor.next()) {
            delivery.pass();
        }
        isAtEnd = true;
    }

    /**
     * Goes to where {@code count} records are left, or to the start of a tape that has fewer. Reads only the end of the
     * tape.
     */
    public void moveToLastRecords(final long count) {
        route = null;
        if (count < 0) {
            throw new IllegalArgumentException("count must be 0 or more, not " + count);
        }
        try (TailSeek seek = new TailSeek(directory, windowBytes)) {
            isAtEnd = !seek.seek(count);
            if (!isAtEnd) {
                cursor.refresh();
                final int index = cursor.files().indexOf(seek.file());
                final boolean isThere = cursor.moveTo(Math.max(index, 0), index < 0 ? 0 : seek.position());
                delivery.skip(isThere && index >= 0 ? seek.recordsToSkip() : 0);
            }
        }
    }

    /** The sequence of the last document that was read; 0 before the first. */
    public long lastSequence() {
        return delivery.lastSequence();
    }

    /** How many intact documents were read. */
    public long documents() {
        return delivery.documents();
    }

    /** How many records were delivered. */
    public long records() {
        return delivery.records();
    }

    /** How many records of a later schema were skipped. */
    public long unknownRecords() {
        return delivery.unknownRecords();
    }

    /** How many faults of a kind were met. */
    public long faults(final Kind kind) {
        return cursor.faultCount(kind);
    }

    @Override
    public long faults() {
        long sum = 0;
        for (final Kind kind : Kind.values()) {
            sum += cursor.faultCount(kind);
        }
        return sum;
    }

    @Override
    public void close() {
        cursor.close();
    }

    /** Where the document that was read last lies; for those who count by file. */
    CycleFile file() {
        return cursor.window().file();
    }

    /** Behind which byte of {@link #file()} nothing was read yet. */
    long filePosition() {
        return cursor.nextPosition();
    }

    /** The files as last looked for. */
    List<CycleFile> files() {
        return cursor.files();
    }

    /** Goes to where a document starts in one of {@link #files()}. */
    void moveTo(final CycleFile file, final long position) {
        route = null;
        cursor.refresh();
        final int index = cursor.files().indexOf(file);
        if (index < 0) {
            throw new JournalUnreadableException("the file " + file.path() + " was removed while it was to be read");
        }
        cursor.moveTo(index, position);
        delivery.skip(0);
        isAtEnd = false;
    }

    /** Says which sequence follows where the reader went. */
    void expect(final long sequence) {
        cursor.expect(sequence);
    }

    /** Which sequence should follow the last document, damaged or not; 0 before the first. */
    long expectedSequence() {
        return cursor.expectedSequence();
    }

    /** Where in a file documents start, some of them, ascending from 0; the reader goes there. */
    long[] positionsIn(final CycleFile file) {
        moveTo(file, 0);
        return CycleIndex.positions(cursor.window());
    }
}
