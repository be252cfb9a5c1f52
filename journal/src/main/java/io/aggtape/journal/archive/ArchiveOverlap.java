package io.aggtape.journal.archive;

import io.aggtape.journal.TapeSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Whether the rows of an import that were on the tape before, by their ids, say there what they say in their files. */
public final class ArchiveOverlap {
    private ArchiveOverlap() {}

    /**
     * Compares the files that had such rows with the tape, which nobody need write any more.
     *
     * @param imported what an import has given.
     * @param examples how many differences of each symbol to name.
     * @param progress told now and then which part of the tape was read, 0 to 1.
     * @return what was found; nothing where no file had such rows.
     */
    public static Optional<ReconcileReport> compare(
            final Path journal, final List<ImportedFile> imported, final int examples, final DoubleConsumer progress) {
        final List<ArchiveFile> files = imported.stream()
                .filter(each -> each.counts().onTape() > 0 && each.outcome() != ImportedFile.Outcome.REFUSED)
                .map(ImportedFile::file)
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try (Reconciler reconciler = new Reconciler(files, TapeSelection.ALL, examples)) {
            return Optional.of(reconciler.run(journal, TapeSelection.ALL, progress));
        }
    }
}
