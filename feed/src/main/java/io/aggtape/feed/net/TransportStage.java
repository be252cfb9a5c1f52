package io.aggtape.feed.net;

/** How far a {@link Transport} has come on its way to carrying bytes; stages only ever go forward. */
public enum TransportStage {
    /** The TCP connection is being made. */
    CONNECTING,
    /** The HTTP CONNECT proxy has been asked for a tunnel. */
    PROXYING,
    /** The TLS handshake is on its way. */
    SECURING,
    /** Bytes can flow. */
    OPEN,
    /** Closed on our side. */
    CLOSED
}
