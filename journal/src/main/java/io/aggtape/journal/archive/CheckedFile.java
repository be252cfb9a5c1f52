package io.aggtape.journal.archive;

/**
 * An archive file and what the pass over it has found.
 *
 * @param file the file.
 * @param check what was found.
 */
public record CheckedFile(ArchiveFile file, ArchiveCheck check) {}
