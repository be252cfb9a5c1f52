package io.aggtape.journal.archive;

/** A file that cannot be taken for an archive of aggregate trades; the message names it, and the way out. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for a person. */
    public ArchiveException(final String message) {
        super(message);
    }

    /** Why, for a person, and what led to it. */
    public ArchiveException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
