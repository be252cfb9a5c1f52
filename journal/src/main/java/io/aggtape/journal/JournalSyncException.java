package io.aggtape.journal;

/**
 * The operating system could not bring a tape's bytes to the disk. What it reported once it may not report again, so
 * nothing that was committed since the last sync that succeeded may be called durable, whatever a later one says.
 */
public final class JournalSyncException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    JournalSyncException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
