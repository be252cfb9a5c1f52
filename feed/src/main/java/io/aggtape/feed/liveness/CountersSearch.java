package io.aggtape.feed.liveness;

import io.aggtape.journal.LockOwner;
import io.aggtape.journal.TapePlace;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what the recorder of a journal shows of itself, whichever user runs it; otherwise says why there is nothing. */
final class CountersSearch {
    private final Path journal;
    private final FileReading reading;

    private AttachedRecorder gone;
    private Path closed;
    private NoRecorderException unreadable;

    /** How a file is read. */
    @FunctionalInterface
    interface FileReading {
        /** All of it. */
        byte[] read(Path file) throws IOException;
    }

    CountersSearch(final Path journal, final FileReading reading) {
        this.journal = journal;
        this.reading = reading;
    }

    /**
     * The recorder that runs, else one that ended without an orderly stop.
     *
     * @throws NoRecorderException where there is neither, or what there is cannot be read by this user.
     * @throws IOException where the place of the files, or one of them, cannot be read.
     */
    AttachedRecorder find() throws IOException {
        try {
            for (final Path file : CountersLayout.filesOf(journal)) {
                final AttachedRecorder found = read(file);
                if (found != null && found.isAlive()) {
                    return found;
                }
                gone = gone == null ? found : gone;
            }
        } catch (final NoSuchFileException e) {
            throw new NoRecorderException("there is no journal " + journal, e);
        }
        if (closed != null) {
            throw denied();
        }
        // One that has just begun has not shown itself yet, and what the one before it left is not its own.
        if (gone != null && TapePlace.writerOf(journal).isEmpty()) {
            return gone;
        }
        throw unreadable == null ? none() : unreadable;
    }

    /** Null for one that does not say anything. */
    private AttachedRecorder read(final Path file) throws IOException {
        try {
            return AttachedRecorder.read(file, reading.read(file), journal);
        } catch (final NoSuchFileException e) {
            return null;
        } catch (final AccessDeniedException e) {
            closed = file;
        } catch (final NoRecorderException e) {
            unreadable = e;
        }
        return null;
    }

    private NoRecorderException denied() throws IOException {
        final String owner = Files.getOwner(closed).getName();
        return new NoRecorderException(
                "user " + owner + " records " + journal
                        + ", or did so: what that recorder shows is for this user alone, in " + closed,
                "run the doctor as " + owner);
    }

    /** The lock of a journal knows of a recorder that shows nothing of itself. */
    private NoRecorderException none() throws IOException {
        final Path file = CountersLayout.fileOf(journal);
        final Optional<LockOwner> writer = TapePlace.writerOf(journal);
        return writer.isEmpty()
                ? new NoRecorderException("no recorder runs on " + journal + ": there is no " + file)
                : new NoRecorderException(
                        "a recorder writes " + journal + ", " + writer.get().describe()
                                + ", but shows no counters: there is no " + file,
                        "ask again, if it has just begun or is about to end; otherwise its log says why they could"
                                + " not be made, or what it waits for");
    }
}
