package io.aggtape.feed.exchange;

import java.util.Arrays;
import java.util.Optional;

/** All that the exchange can do wrong; of two that strike the same trade, the one named first here wins. */
enum FaultKind {
    MUTE("mute", FaultScope.STREAM, FaultValue.none(), "no trades, of one symbol or of all; pings and replies go on"),
    ABSENT("absent", FaultScope.PROGRAM, FaultValue.none(), "ids that neither the stream nor REST has"),
    DROP("drop", FaultScope.TRADE, FaultValue.word("each", "each", "all"), """
            ids left out of the stream, not of REST; others on each connection, or the same on all"""),
    DUPLICATE("duplicate", FaultScope.TRADE, FaultValue.none(), "a trade sent twice"),
    GARBLE("garble", FaultScope.TRADE, FaultValue.none(), "a trade sent again with another price"),
    REORDER("reorder", FaultScope.TRADE, FaultValue.number("1", 1, 1_000), """
            a trade sent after the next VALUE of its symbol"""),
    MALFORMED("malformed", FaultScope.TRADE, FaultValue.none(), "broken JSON in place of a trade"),
    INVALID_UTF8(
            "invalid-utf8", FaultScope.TRADE, FaultValue.none(), "a text frame that is no UTF-8 in place of a trade"),

    DISCONNECT(
            "disconnect",
            FaultScope.EVENT,
            FaultValue.word("1006", "1000", "1001", "1006", "1008", "1011", "1012"),
            """
            the end of a connection, without a close frame or with this code"""),
    SHUTDOWN("shutdown", FaultScope.EVENT, FaultValue.duration("1s", 0, 3_600_000), """
            a serverShutdown event, and a close with 1001 this long after it"""),
    RST("rst", FaultScope.EVENT, FaultValue.none(), "a TCP reset in the middle of a frame"),
    HALF_OPEN("half-open", FaultScope.EVENT, FaultValue.none(), """
            silence for ever: nothing read, nothing written, no FIN"""),
    OVERSIZED("oversized", FaultScope.EVENT, FaultValue.number("67108864", 65_536, Integer.MAX_VALUE), """
            a frame that announces VALUE bytes"""),
    MASKED("masked", FaultScope.EVENT, FaultValue.none(), "a masked frame, which no server may send"),
    DRIBBLE("dribble", FaultScope.LINK, FaultValue.number("3", 1, 65_536), "writes of at most VALUE bytes"),

    HANG_ACCEPT("hang-accept", FaultScope.ACCEPT, FaultValue.none(), """
            TCP accepted and nothing answered; connection=N counts REST's connections too"""),
    HANG_TLS("hang-tls", FaultScope.UPGRADE, FaultValue.none(), "TLS done and the upgrade never answered"),
    HANG_UPGRADE("hang-upgrade", FaultScope.UPGRADE, FaultValue.none(), "101 and then nothing, no ping either"),
    UPGRADE_STATUS("upgrade-status", FaultScope.UPGRADE, FaultValue.word("", "403", "418", "429", "451", "503"), """
            this HTTP status to an upgrade"""),
    WRONG_ACCEPT("wrong-accept", FaultScope.UPGRADE, FaultValue.none(), "a wrong Sec-WebSocket-Accept"),

    REST_STATUS("rest-status", FaultScope.REST, FaultValue.word("", "403", "418", "429", "451", "503"), """
            this HTTP status to a REST request"""),
    REST_LAG("rest-lag", FaultScope.REST, FaultValue.duration("2s", 1, 60_000), """
            aggTrades that know nothing newer than this"""),
    REST_FLOOR("rest-floor", FaultScope.REST, FaultValue.number("", Long.MIN_VALUE, Long.MAX_VALUE), """
            aggTrades that start at id VALUE; -N: with the newest N"""),
    REST_SLOW("rest-slow", FaultScope.REST, FaultValue.duration("2s", 1, 600_000), "an answer after this long"),
    REST_HANG("rest-hang", FaultScope.REST, FaultValue.none(), "no answer at all"),

    CERTIFICATE(
            "certificate", FaultScope.CERTIFICATE, FaultValue.word("", "expired", "wrong-host", "unknown-issuer"), """
            a certificate that no client may accept""");

    private final String text;
    private final FaultScope scope;
    private final FaultValue value;
    private final String help;

    FaultKind(final String text, final FaultScope scope, final FaultValue value, final String help) {
        this.text = text;
        this.scope = scope;
        this.value = value;
        this.help = help;
    }

    /** As people write it. */
    String text() {
        return text;
    }

    FaultScope scope() {
        return scope;
    }

    FaultValue value() {
        return value;
    }

    /** What it does, in one line. */
    String help() {
        return help;
    }

    /** Whether it takes {@code retry-after}, as Binance sends the header only with these. */
    boolean hasStatus() {
        return this == UPGRADE_STATUS || this == REST_STATUS;
    }

    static Optional<FaultKind> of(final String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    /** All names in order, for messages. */
    static String names() {
        return String.join(", ", Arrays.stream(values()).map(FaultKind::text).toList());
    }
}
