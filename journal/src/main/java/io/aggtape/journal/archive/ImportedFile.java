package io.aggtape.journal.archive;

/**
 * What became of one file.
 *
 * @param file the file.
 * @param outcome how it ended.
 * @param check what the pass before has found; null where the file was refused.
 * @param counts its rows; none where it was known or refused.
 * @param reason why it was refused; else empty.
 */
public record ImportedFile(ArchiveFile file, Outcome outcome, ArchiveCheck check, ImportCounts counts, String reason) {
    /** How the import of a file ended. */
    public enum Outcome {
        /** It is on the tape whole. */
        IMPORTED,
        /** It was on the tape whole before. */
        KNOWN,
        /** It is damaged: nothing of it, or the part before the damage, is on the tape. */
        REFUSED,
        /** Stopped on demand: the next import goes on where this one ended. */
        STOPPED
    }

    /** Whether it is on the tape whole and all of its rows were sound. */
    public boolean isClean() {
        return outcome == Outcome.KNOWN || outcome == Outcome.IMPORTED && counts.rejected() == 0;
    }
}
