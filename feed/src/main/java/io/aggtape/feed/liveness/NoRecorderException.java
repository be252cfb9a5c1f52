package io.aggtape.feed.liveness;

import java.io.IOException;

/** There is no recorder to look into; the message says for which journal and why. */
public final class NoRecorderException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    NoRecorderException(final String message) {
        this(message, "");
    }

    NoRecorderException(final String message, final String remedy) {
        super(message);
        this.remedy = remedy;
    }

    NoRecorderException(final String message, final Throwable cause) {
        super(message, cause);
        remedy = "";
    }

    /** What to do, in plain words; empty where a recorder has to be started or another journal to be named. */
    public String remedy() {
        return remedy;
    }
}
