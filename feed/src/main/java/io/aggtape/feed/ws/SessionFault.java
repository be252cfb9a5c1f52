package io.aggtape.feed.ws;

/** What ended a session other than the close handshake. */
public enum SessionFault {
    /** Nothing did. */
    NONE,
    /** What answers does not speak HTTP/1.1. */
    NOT_HTTP,
    /** A header line that HTTP/1.1 does not allow. */
    HEADER_MALFORMED,
    /** The header of the answer is longer than the limit. */
    HEADER_TOO_LARGE,
    /** The stream ended before the header of the answer did. */
    HEADER_TRUNCATED,
    /** The server answered with another status than 101. */
    STATUS_REFUSED,
    /** No {@code Upgrade: websocket}. */
    UPGRADE_MISSING,
    /** No {@code Connection: Upgrade}. */
    CONNECTION_MISSING,
    /** {@code Sec-WebSocket-Accept} is absent, repeated, or does not belong to our key. */
    ACCEPT_WRONG,
    /** An extension that was not offered. */
    EXTENSION_UNREQUESTED,
    /** A subprotocol that was not offered. */
    SUBPROTOCOL_UNREQUESTED,
    /** A frame or a message broke a rule of RFC 6455: see the violation's text and the close code. */
    VIOLATION,
    /** The stream ended without the close handshake. */
    STREAM_ENDED
}
