package io.aggtape.journal.archive;

/** Told, many times a second and on the importing thread, how far an import is. */
@FunctionalInterface
public interface ImportProgress {
    /** For those who need not know. */
    ImportProgress NONE = (file, doneBytes, totalBytes, rows) -> {};

    /**
     * Something was done.
     *
     * @param doneBytes of the files, each counted twice: it is checked, then imported.
     * @param totalBytes when all is done.
     * @param rows how many rows were taken so far, over all files.
     */
    void onProgress(ArchiveFile file, long doneBytes, long totalBytes, long rows);
}
