package io.aggtape.feed.net;

import java.io.IOException;

/** What broke a {@link Transport}, at which stage, in words for a person that name the way out. */
public final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final TransportStage stage;

    /** A fault without a cause of its own. */
    public TransportException(final TransportStage stage, final String message) {
        this(stage, message, null);
    }

    /** A fault that something below reported. */
    public TransportException(final TransportStage stage, final String message, final Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    /** The stage the transport was in. */
    public TransportStage stage() {
        return stage;
    }

    /** No bytes for now, since the transport is not open yet; a fault where it has been closed. */
    static int unlessClosed(final TransportStage stage, final String peer) throws TransportException {
        if (stage == TransportStage.CLOSED) {
            throw new TransportException(stage, "the connection to " + peer + " is closed on our side");
        }
        return 0;
    }

    /** The same fault as seen by a transport above, which is at a stage of its own although the one below is open. */
    TransportException during(final TransportStage stageAbove) {
        if (stage != TransportStage.OPEN || stageAbove == TransportStage.OPEN) {
            return this;
        }
        final String when = stageAbove == TransportStage.PROXYING ? "while asking the proxy" : "in the TLS handshake";
        return new TransportException(stageAbove, when + ": " + getMessage(), this);
    }
}
