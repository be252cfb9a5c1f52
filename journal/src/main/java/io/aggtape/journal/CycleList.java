package io.aggtape.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/** The files of a tape as last looked for, and which of them is being read; owned by one thread. */
final class CycleList implements AutoCloseable {
    private final Path directory;
    private final NanoClock clock;
    private final int windowBytes;

    private List<CycleFile> files = List.of();
    private CycleFile current;
    private CycleWindow window;
    private int index = -1;
    private boolean isFresh;
    private long lastListingNs;

    CycleList(final Path directory, final NanoClock clock, final int windowBytes) {
        this.directory = directory;
        this.clock = clock;
        this.windowBytes = windowBytes;
        refresh();
    }

    List<CycleFile> files() {
        return files;
    }

    /** Which file is being read; -1 before the first. */
    int index() {
        return index;
    }

    /** The file that is being read; null before the first. */
    CycleWindow window() {
        return window;
    }

    /** Makes a file the one that is being read, or the first later one that is still there; false where none is. */
    boolean openFrom(final int firstIndex) {
        int newIndex = firstIndex;
        while (newIndex < files.size()) {
            final CycleFile file = files.get(newIndex);
            final CycleWindow opened =
                    window != null && window.file().equals(file) ? window : CycleWindow.open(file, windowBytes);
            if (opened != null) {
                if (opened != window) {
                    close();
                    window = opened;
                }
                current = file;
                index = newIndex;
                isFresh = true;
                return true;
            }
            newIndex = indexBehind(file);
        }
        return false;
    }

    /** Whether there is a later file; looks for it at most once in a while, because a listing allocates. */
    boolean hasLater(final long listingIntervalNs) {
        if (index + 1 >= files.size() && (isFresh || clock.nanoTime() - lastListingNs >= listingIntervalNs)) {
            refresh();
        }
        return index + 1 < files.size();
    }

    @Override
    public void close() {
        if (window != null) {
            window.close();
            window = null;
        }
    }

    /** Looks again because a file is gone; which one stands behind it now. */
    private int indexBehind(final CycleFile gone) {
        refresh();
        int behind = 0;
        while (behind < files.size() && files.get(behind).compareTo(gone) <= 0) {
            behind++;
        }
        return behind;
    }

    /** Looks for the files that there are now. */
    void refresh() {
        isFresh = false;
        lastListingNs = clock.nanoTime();
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
