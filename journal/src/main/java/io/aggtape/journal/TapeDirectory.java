package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a directory with a tape from others. */
final class TapeDirectory {
    private TapeDirectory() {}

    /** Whether a writer has ever opened a tape here. */
    static boolean isTape(final Path directory) {
        try {
            return Files.exists(directory.resolve(JournalLock.FILE_NAME))
                    || !CycleFile.listIn(directory).isEmpty();
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot read the journal " + directory + ": " + e, e);
        }
    }

    /**
     * Passes where there is a tape.
     *
     * @throws JournalUnreadableException where the directory does not exist, cannot be read or holds no tape.
     */
    static void requireTape(final Path directory) {
        if (!Files.exists(directory)) {
            throw new JournalUnreadableException("there is no journal at " + directory + ": it does not exist");
        }
        if (!Files.isDirectory(directory)) {
            throw new JournalUnreadableException("there is no journal at " + directory + ": it is not a directory");
        }
        if (!isTape(directory)) {
            throw new JournalUnreadableException(
                    "there is no journal at " + directory + ": the directory holds no tape files");
        }
    }
}
