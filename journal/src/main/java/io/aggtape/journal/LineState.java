package io.aggtape.journal;

/** The life of one WebSocket connection, in the order in which a healthy one passes through it. */
public enum LineState {
    /** Created, not yet polled. */
    IDLE(0),
    /** The host name is being looked up. */
    RESOLVING(1),
    /** TCP connect is under way. */
    CONNECTING(2),
    /** The proxy was asked to CONNECT. */
    PROXYING(3),
    /** The TLS handshake is under way. */
    SECURING(4),
    /** The WebSocket upgrade was sent. */
    UPGRADING(5),
    /** Open; SUBSCRIBE is being sent or its replies are awaited. */
    SUBSCRIBING(6),
    /** Open; at least one stream has not delivered its first trade. */
    AWAITING_TRADES(7),
    /** Every stream has delivered a trade on this connection. */
    LIVE(8),
    /** The close handshake is under way, or frames wait to be drained. */
    CLOSING(9),
    /** Down; the next attempt comes when the back-off has passed. */
    BACKING_OFF(10),
    /** Down for good: the recorder stops. */
    STOPPED(11);

    private static final LineState[] BY_CODE = values();

    private final int code;

    LineState(final int code) {
        this.code = code;
    }

    /** The number that stands for this state on the tape. */
    public int code() {
        return code;
    }

    /** Whether the WebSocket is open, so that messages can arrive. */
    public boolean isOpen() {
        return this == SUBSCRIBING || this == AWAITING_TRADES || this == LIVE || this == CLOSING;
    }

    /**
     * The state of a tape's code.
     *
     * @throws IllegalArgumentException where no state has it.
     */
    public static LineState ofCode(final int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no line state has code " + code);
        }
        return BY_CODE[code];
    }
}
