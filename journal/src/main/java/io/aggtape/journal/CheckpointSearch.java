package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * Finds checkpoints where writers put them: at the end of a tape that ended in order, and behind the first document of a
 * file. Reads only these places.
 */
final class CheckpointSearch implements TapeListener {
    private static final int TAIL_STRETCHES = 4;
    private static final int HEAD_DOCUMENTS = 64;

    private final TapeReader reader;
    private final CheckpointCollector collector = new CheckpointCollector();

    private boolean isWhole;
    private CheckpointPlace place;

    private CheckpointSearch(final TapeReader reader) {
        this.reader = reader;
    }

    /** The newest whole checkpoint of the last file that has one; null where none has. */
    static CheckpointPlace newest(final Path directory) {
        try (TapeReader reader = TapeReader.open(directory)) {
            final CheckpointSearch search = new CheckpointSearch(reader);
            final List<CycleFile> files = reader.files();
            for (int i = files.size() - 1; i >= 0 && search.place == null; i--) {
                search.searchIn(files.get(i));
            }
            return search.place;
        }
    }

    /** The first whole checkpoint at the start of the first file; null where there is none. */
    static CheckpointPlace first(final Path directory) {
        try (TapeReader reader = TapeReader.open(directory)) {
            final CheckpointSearch search = new CheckpointSearch(reader);
            final List<CycleFile> files = reader.files();
            if (!files.isEmpty()) {
                search.searchHeadOf(files.get(0));
            }
            return search.place;
        }
    }

    @Override
    public void onCheckpoint(final Checkpoint part) {
        isWhole |= collector.onPart(part);
    }

    private void searchIn(final CycleFile file) {
        final long[] starts = reader.positionsIn(file);
        final int firstStretch = Math.max(0, starts.length - TAIL_STRETCHES);
        for (int i = starts.length - 1; i >= firstStretch && place == null; i--) {
            reader.moveTo(file, starts[i]);
            final long until = i + 1 < starts.length ? starts[i + 1] : Long.MAX_VALUE;
            while (hasNext() && (collector.isOpen() || isBefore(file, until))) {
                takeWhole();
            }
            takeWhole();
        }
        if (place == null && firstStretch > 0) {
            searchHeadOf(file);
        }
    }

    private void searchHeadOf(final CycleFile file) {
        reader.moveTo(file, 0);
        int documents = 0;
        while (place == null && hasNext() && (collector.isOpen() || documents < HEAD_DOCUMENTS)) {
            documents++;
            takeWhole();
        }
    }

    private boolean hasNext() {
        reader.poll(this, 1);
        return !reader.isAtEnd();
    }

    private boolean isBefore(final CycleFile file, final long until) {
        return reader.file().equals(file) && reader.filePosition() < until;
    }

    private void takeWhole() {
        if (isWhole) {
            isWhole = false;
            place = new CheckpointPlace(
                    collector.ledger(),
                    collector.throughSequence(),
                    reader.lastSequence(),
                    reader.file(),
                    reader.filePosition());
        }
    }
}
