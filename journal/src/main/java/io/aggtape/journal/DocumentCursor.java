package io.aggtape.journal;

import io.aggtape.journal.TapeFault.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the intact documents of a tape through all its files, reports what is damaged and goes on behind it; follows a
 * tape that is being written. It reads the files themselves, not through Chronicle's tailer, because a tailer stops for
 * ever at a zeroed page and checks nothing. Owned by one thread.
 */
final class DocumentCursor implements AutoCloseable {
    private static final int HEADER_LENGTH = Excerpts.HEADER_LENGTH;
    private static final long FIRST_SEQUENCE = 1;
    private static final long LISTING_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LISTING_INTERVAL_AT_ROLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private enum Step {
        DOCUMENT,
        MOVED,
        END
    }

    private final CycleList cycles;
    private final FaultTally faults;
    private final Excerpts excerpts = new Excerpts();

    private boolean isWhole;
    /** Before the first document of all. */
    private boolean isBeginning;

    private CycleWindow window;
    private long nextPosition;
    private long expectedSequence;
    private long stuckAt = CycleWindow.UNKNOWN;
    private long stuckLimit;
    private long position;

    DocumentCursor(final Path directory, final TapeFaultListener faults, final int windowBytes) {
        cycles = new CycleList(directory, SystemNanoClock.INSTANCE, windowBytes);
        this.faults = new FaultTally(faults);
    }

    /** For who does not follow the tape: at its end, too, looks for documents that stand behind a hole. */
    void lookBehindTheEnd() {
        isWhole = true;
    }

    /** Goes to the next intact document; false where there is none yet. */
    boolean next() {
        if (window == null) {
            if (!cycles.hasLater(0) || !openFrom(0)) {
                return false;
            }
            isBeginning = true;
            onFileStart();
        }
        Step step = step();
        while (step == Step.MOVED) {
            step = step();
        }
        return step == Step.DOCUMENT;
    }

    /** The memory that the document lies in. */
    UnsafeBuffer buffer() {
        return window.buffer();
    }

    /** Where in {@link #buffer()} the document starts. */
    int offset() {
        return window.offset(position) + HEADER_LENGTH;
    }

    long sequence() {
        return DocumentSeal.sequence(window.buffer(), offset());
    }

    int recordCount() {
        return DocumentSeal.recordCount(window.buffer(), offset());
    }

    /** Where in its file the document's excerpt starts. */
    long position() {
        return position;
    }

    /** Where in the file the next excerpt is looked for: behind the last document at the end of a tape. */
    long nextPosition() {
        return nextPosition;
    }

    /** Which of {@link #files()} is being read. */
    int fileIndex() {
        return cycles.index();
    }

    /** The files as last looked for. */
    List<CycleFile> files() {
        return cycles.files();
    }

    /** Looks for the files that there are now. */
    void refresh() {
        cycles.refresh();
    }

    /** The file that is being read; null before the first document of a tape that had none. */
    CycleWindow window() {
        return window;
    }

    long faultCount(final Kind kind) {
        return faults.count(kind);
    }

    /**
     * Goes to an excerpt's position in a file, from where any sequence is as good as another. Where the file is gone it goes
     * to the start of the next one that is there, and says false.
     */
    boolean moveTo(final int newFileIndex, final long newPosition) {
        final CycleFile file = cycles.files().get(newFileIndex);
        expectedSequence = 0;
        isBeginning = false;
        if (!openFrom(newFileIndex) || !window.file().equals(file)) {
            return false;
        }
        nextPosition = newPosition;
        if (newPosition == 0) {
            onFileStart();
        }
        return true;
    }

    /** Says which sequence follows where the cursor went; 0 where nobody knows. */
    void expect(final long sequence) {
        expectedSequence = sequence;
    }

    long expectedSequence() {
        return expectedSequence;
    }

    /** Counts a fault and tells of it. */
    void report(final Kind kind, final long at, final long sequence, final String description) {
        faults.report(kind, window.file(), at, sequence, description);
    }

    @Override
    public void close() {
        cycles.close();
        window = null;
    }

    private Step step() {
        final long at = nextPosition;
        final int header = Excerpts.headerAt(window, at);
        if (header == Excerpts.END_OF_DATA) {
            return cycles.hasLater(LISTING_INTERVAL_AT_ROLL_NS) ? openNext() : Step.END;
        }
        if (header <= 0) {
            return onBlank(at, header);
        }
        final int excerptLength = header & Excerpts.LENGTH_MASK;
        if (!window.ensure(at, HEADER_LENGTH + (long) excerptLength)) {
            return isStuck(at) ? onEnd(at, header) : onLost(at, "an excerpt would reach beyond the end of the file");
        }
        nextPosition = Excerpts.behind(at, excerptLength);
        if ((header & Excerpts.META_DATA) == 0) {
            return onDocument(at, excerptLength);
        }
        return Excerpts.endsWell(window, at, nextPosition)
                ? Step.MOVED
                : onLost(at, "no excerpt follows one of Chronicle's own");
    }

    private Step onDocument(final long at, final int excerptLength) {
        final UnsafeBuffer buffer = window.buffer();
        final int offset = window.offset(at) + HEADER_LENGTH;
        final Excerpts.Condition condition = excerpts.conditionOf(window, offset, excerptLength);
        if (condition == Excerpts.Condition.INTACT) {
            if (isBeginning && isBehindAnother(at, DocumentSeal.sequence(buffer, offset))) {
                return Step.MOVED;
            }
            position = at;
            checkSequence(DocumentSeal.sequence(buffer, offset));
            return Step.DOCUMENT;
        }
        final boolean isWellFormed = condition == Excerpts.Condition.CHANGED;
        report(
                Kind.CORRUPT_DOCUMENT,
                at,
                expectedSequence,
                isWellFormed ? "its checksum does not match" : "its lengths contradict each other");
        if (expectedSequence != 0) {
            expectedSequence++;
        }
        return isWellFormed || Excerpts.endsWell(window, at, nextPosition)
                ? Step.MOVED
                : onLost(at, "no excerpt follows a damaged one");
    }

    /** A length of Chronicle's own that is damaged can reach over the first documents, and no sequence tells of those. */
    private boolean isBehindAnother(final long at, final long sequence) {
        isBeginning = false;
        final long first = sequence == FIRST_SEQUENCE
                ? at
                : HiddenDocuments.find(window.file().path(), HEADER_LENGTH, 0);
        if (first == HiddenDocuments.NONE || first >= at) {
            return false;
        }
        faults.reportHole(window.file(), 0, 0, "the file's head reaches over documents", first);
        nextPosition = first;
        return true;
    }

    private void checkSequence(final long sequence) {
        if (expectedSequence != 0 && sequence != expectedSequence) {
            faults.reportBreak(window.file(), position, expectedSequence, sequence);
        }
        expectedSequence = sequence + 1;
    }

    private Step onBlank(final long at, final int header) {
        if (!isStuck(at) && window.writePosition() >= at) {
            // Read again: the writer completes an excerpt first and moves its write position then.
            return Excerpts.headerAt(window, at) == header
                    ? onLost(at, "no excerpt is where the writer had put one")
                    : Step.MOVED;
        }
        return onEnd(at, header);
    }

    private Step onEnd(final long at, final int header) {
        final boolean hasLater = cycles.hasLater(LISTING_INTERVAL_NS);
        if (!hasLater && !isWhole) {
            return Step.END;
        }
        final long hidden =
                HiddenDocuments.find(window.file().path(), at + HEADER_LENGTH, Math.max(0, expectedSequence - 1));
        // Read again: the writer commits documents in their order. At the end of all, who ran after it would never
        // arrive.
        if ((hasLater || hidden != HiddenDocuments.NONE) && Excerpts.headerAt(window, at) != header) {
            return Step.MOVED;
        }
        if (hidden == HiddenDocuments.NONE) {
            return hasLater ? openNext() : Step.END;
        }
        faults.reportHole(window.file(), at, expectedSequence, "nothing stands here", hidden);
        nextPosition = hidden;
        return Step.MOVED;
    }

    private boolean isStuck(final long at) {
        return at == stuckAt && window.writePosition() == stuckLimit;
    }

    /** Looks for the next intact document behind a damaged place. */
    private Step onLost(final long damagedAt, final String description) {
        final long limit = window.writePosition();
        final long intactAt = excerpts.nextIntact(window, damagedAt + HEADER_LENGTH, limit);
        faults.reportHole(window.file(), damagedAt, expectedSequence, description, intactAt);
        nextPosition = intactAt == Excerpts.NONE ? Math.max(limit, damagedAt) : intactAt;
        if (intactAt == Excerpts.NONE) {
            stuckAt = nextPosition;
            stuckLimit = limit;
        }
        return Step.MOVED;
    }

    private Step openNext() {
        final boolean isOpened = openFrom(cycles.index() + 1);
        if (isOpened) {
            onFileStart();
        }
        return isOpened ? Step.MOVED : Step.END;
    }

    private void onFileStart() {
        if (window.file().isSetAside()) {
            report(Kind.SET_ASIDE, 0, expectedSequence, "its writer could not go on with it; what is readable is read");
        }
    }

    /** Opens a file at its start, or the next one where old files were removed meanwhile; false where none is left. */
    private boolean openFrom(final int firstIndex) {
        if (!cycles.openFrom(firstIndex)) {
            return false;
        }
        window = cycles.window();
        stuckAt = CycleWindow.UNKNOWN;
        nextPosition = 0;
        return true;
    }
}
