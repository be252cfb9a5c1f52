package io.aggtape.pipeline;

/** A thread that the plan pins does not run where it should, so nothing that was promised about latency holds. */
public final class PinningFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PinningFailedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
