package io.aggtape.feed.liveness;

import java.io.IOException;

/** There is no recorder to look into; the message says for which journal and why. */
public final class NoRecorderException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRecorderException(final String message) {
        super(message);
    }

    NoRecorderException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
