package io.aggtape.pipeline;

/** Somebody named a thread that a run has not. */
public final class UnknownRoleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownRoleException(final String message) {
        super(message);
    }
}
