package io.aggtape.feed;

import io.aggtape.journal.LineState;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a person calls the stages of a connection, their times and their streams. */
final class LineStages {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int NAMED = 2;

    private LineStages() {}

    /** The stage that a state is; empty where it is none that can fail. */
    static String nameOf(final LineState state) {
        switch (state) {
            case RESOLVING:
                return "DNS look-up";
            case CONNECTING:
                return "TCP connect";
            case PROXYING:
                return "proxy's CONNECT";
            case SECURING:
                return "TLS handshake";
            case UPGRADING:
                return "WebSocket upgrade";
            case SUBSCRIBING:
                return "SUBSCRIBE";
            case AWAITING_TRADES:
                return "first trade";
            case LIVE:
                return "stream";
            default:
                return "";
        }
    }

    /** {@code BTCUSDT aggTrades stream}, or {@code BTCUSDT, ETHUSDT and 3 more aggTrades streams}. */
    static String streams(final List<String> symbols) {
        final String named = String.join(", ", symbols.subList(0, Math.min(NAMED, symbols.size())));
        return named
                + (symbols.size() > NAMED ? " and " + TradeText.count(symbols.size() - NAMED) + " more" : "")
                + (symbols.size() == 1 ? " aggTrades stream" : " aggTrades streams");
    }

    /** Milliseconds, or seconds where it took long. */
    static String span(final long nanos) {
        return nanos < LONG_NS ? millis(nanos) + " ms" : TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
    }

    /** Milliseconds with one decimal. */
    static String millis(final long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }

    /** Seconds with so many decimals. */
    static String seconds(final long nanos, final int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", nanos / NANOS_PER_SECOND);
    }

    /** A time-out as it was given: {@code 10 s}, {@code 300 ms}. */
    static String timeout(final long millis) {
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }
}
