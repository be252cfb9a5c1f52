package io.aggtape.journal;

/** There is no tape that can be read at the place that was named; the message says why. */
public final class JournalUnreadableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    JournalUnreadableException(final String message) {
        super(message);
    }

    JournalUnreadableException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
