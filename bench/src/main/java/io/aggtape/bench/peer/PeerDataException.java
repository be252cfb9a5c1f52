package io.aggtape.bench.peer;

/** A message was no trade, or not the next one. */
final class PeerDataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeerDataException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
