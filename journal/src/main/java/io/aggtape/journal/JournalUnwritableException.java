package io.aggtape.journal;

/** A tape cannot be written at the place that was named or by this JVM; the message says why and what to do. */
public final class JournalUnwritableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** {@code message} says which journal, why, and what to do. */
    public JournalUnwritableException(final String message) {
        super(message);
    }

    JournalUnwritableException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
