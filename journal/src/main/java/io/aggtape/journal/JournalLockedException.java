package io.aggtape.journal;

import java.nio.file.Path;

/** Another process, or another writer of this one, is writing this tape. */
public final class JournalLockedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient LockOwner owner;

    JournalLockedException(final Path directory, final LockOwner owner) {
        super("the journal " + directory + " is being written by " + owner.describe()
                + ": a tape has one writer; stop that process or record into another directory");
        this.directory = directory;
        this.owner = owner;
    }

    /** The tape's directory. */
    public Path directory() {
        return directory;
    }

    /** Who writes it, as far as the lock file tells. */
    public LockOwner owner() {
        return owner;
    }
}
