package io.aggtape.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a tape as last looked for, and which of them is being read; owned by one thread. */
final class CycleList {
    private final Path directory;

    private List<CycleFile> files = List.of();
    private CycleFile current;
    private int index = -1;
    private int idlePolls;

    CycleList(final Path directory) {
        this.directory = directory;
        refresh();
    }

    List<CycleFile> files() {
        return files;
    }

    /** Which file is being read; -1 before the first. */
    int index() {
        return index;
    }

    /** Makes one the file that is being read. */
    CycleFile select(final int newIndex) {
        current = files.get(newIndex);
        index = newIndex;
        idlePolls = 0;
        return current;
    }

    /** Whether there is a later file; looks for it not at every call, because a listing allocates. */
    boolean hasLater(final int callsPerListing) {
        if (index + 1 >= files.size() && idlePolls++ % callsPerListing == 0) {
            refresh();
        }
        return index + 1 < files.size();
    }

    /** Looks for the files that there are now. */
    void refresh() {
        try {
            files = CycleFile.listIn(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
        // Just before the first later one where the current one was deleted.
        index = files.size() - 1;
        while (index >= 0 && (current == null || files.get(index).compareTo(current) > 0)) {
            index--;
        }
    }
}
