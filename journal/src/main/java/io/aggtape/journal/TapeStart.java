package io.aggtape.journal;

import java.nio.file.Path;

/**
 * From where a tape can be judged: its first document, or behind a checkpoint where older files were removed.
 *
 * @param ledger what the documents before say.
 * @param sequence the first document that is judged; 1 where nothing was removed, or where nothing is on the tape.
 * @param isKnown false where older files were removed and no checkpoint tells what they said.
 */
record TapeStart(TapeLedger ledger, long sequence, boolean isKnown) {
    /** The checkpoint that stands for the files that were removed; null where none were, or none tells. */
    static CheckpointPlace placeOf(final Path directory) {
        return of(directory).sequence() == 1 ? null : CheckpointSearch.first(directory);
    }

    static TapeStart of(final Path directory) {
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.poll(new TapeListener() {}, 1);
            if (reader.lastSequence() <= 1 || reader.faults() > 0) {
                return new TapeStart(new TapeLedger(), 1, true);
            }
            final CheckpointPlace place = CheckpointSearch.first(directory);
            return place == null
                    ? new TapeStart(new TapeLedger(), reader.lastSequence(), false)
                    : new TapeStart(place.ledger(), place.throughSequence() + 1, true);
        }
    }
}
