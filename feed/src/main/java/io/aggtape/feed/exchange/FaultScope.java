package io.aggtape.feed.exchange;

import java.util.List;

/** Where a fault strikes, and so which options say when it does. */
enum FaultScope {
    /** Single trades on their way to a connection. */
    TRADE("p", "ids", "symbol", "connection", "after", "for", "every", "times"),
    /** Every trade on the way to a connection. */
    STREAM("symbol", "connection", "after", "for", "every", "times"),
    /** Trades for everybody; from the start on, and REST too. */
    PROGRAM("p", "ids", "symbol"),
    /** One moment of a connection's life. */
    EVENT("connection", "after", "every", "times"),
    /** A connection for some time. */
    LINK("connection", "after", "for", "every", "times"),
    /** A TCP connection at its start, REST's too. */
    ACCEPT("p", "connection", "after", "for", "every", "times"),
    /** A WebSocket upgrade request. */
    UPGRADE("p", "connection", "after", "for", "every", "times"),
    /** A REST request. */
    REST("p", "symbol", "after", "for", "every", "times"),
    /** The server's certificate; from the start on. */
    CERTIFICATE;

    private final List<String> options;

    FaultScope(final String... options) {
        this.options = List.of(options);
    }

    /** The options that its faults take. */
    List<String> options() {
        return options;
    }

    /** Whether it must be known before the exchange starts. */
    boolean isFixed() {
        return this == PROGRAM || this == CERTIFICATE;
    }

    /** Whether a flag's times count from the opening of each connection. */
    boolean followsConnection() {
        return this == TRADE || this == STREAM || this == EVENT || this == LINK;
    }
}
