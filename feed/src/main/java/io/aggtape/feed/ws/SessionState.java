package io.aggtape.feed.ws;

/** The life of a WebSocket session, in its order. */
public enum SessionState {
    /** The upgrade request is on its way or its answer awaited. */
    UPGRADING,
    /** Messages flow both ways. */
    OPEN,
    /** A close frame was sent or received, or both with ours still unsent: nothing more may be sent. */
    CLOSING,
    /** Nothing more will be read or written: the transport can be closed. */
    CLOSED
}
