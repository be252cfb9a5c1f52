package io.aggtape.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * Finds checkpoints at the starts of files, where writers put them behind the first document. Reads only these places.
 */
final class CheckpointSearch implements TapeListener {
    private static final int HEAD_DOCUMENTS = 64;

    private final TapeReader reader;
    private final CheckpointCollector collector = new CheckpointCollector();

    private boolean isWhole;
    private CheckpointPlace place;

    private CheckpointSearch(final TapeReader reader) {
        this.reader = reader;
    }

    /**
     * The whole checkpoint at the start of the last file that has one there, with nothing damaged before it in that file;
     * null where none has. One that stands behind more than that says nothing of what has become of it since.
     */
    static CheckpointPlace newestAtStart(final Path directory) {
        try (TapeReader reader = TapeReader.open(directory)) {
            final CheckpointSearch search = new CheckpointSearch(reader);
            final List<CycleFile> files = reader.files();
            for (int i = files.size() - 1; i >= 0 && search.place == null; i--) {
                search.searchHeadOf(files.get(i), true);
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
                search.searchHeadOf(files.get(0), false);
            }
            return search.place;
        }
    }

    @Override
    public void onCheckpoint(final Checkpoint part) {
        isWhole |= collector.onPart(part);
    }

    private void searchHeadOf(final CycleFile file, final boolean isIntact) {
        reader.moveTo(file, 0);
        final long faults = reader.faults();
        int documents = 0;
        while (place == null
                && hasNext()
                && reader.file().equals(file)
                && (collector.isOpen() || documents < HEAD_DOCUMENTS)
                && !(isIntact && reader.faults() > faults)) {
            documents++;
            takeWhole();
        }
    }

    private boolean hasNext() {
        reader.poll(this, 1);
        return !reader.isAtEnd();
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
