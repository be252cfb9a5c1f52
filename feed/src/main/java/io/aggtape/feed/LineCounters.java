package io.aggtape.feed;

import io.aggtape.journal.LineState;
import java.util.concurrent.atomic.AtomicLongArray;

/** What one line has counted: written by its feed thread, read by any. */
public final class LineCounters {
    private static final int MESSAGES = 0;
    private static final int BYTES = 1;
    private static final int REFUSED = 2;
    private static final int CONNECTS = 3;
    private static final int LIVE_STREAMS = 4;
    private static final int STATE = 5;
    private static final int VIOLATIONS = 6;
    private static final int REPLACEMENTS = 7;
    private static final int FIGURES = 8;

    private final AtomicLongArray figures = new AtomicLongArray(FIGURES);
    private final int streams;

    /** All figures are 0; so many streams should come. */
    public LineCounters(final int streams) {
        this.streams = streams;
    }

    void addMessages(final long count) {
        figures.lazySet(MESSAGES, figures.getPlain(MESSAGES) + count);
    }

    void addBytes(final long count) {
        figures.lazySet(BYTES, figures.getPlain(BYTES) + count);
    }

    void addRefused(final long count) {
        figures.lazySet(REFUSED, figures.getPlain(REFUSED) + count);
    }

    void connected() {
        figures.lazySet(CONNECTS, figures.getPlain(CONNECTS) + 1);
    }

    void violated() {
        figures.lazySet(VIOLATIONS, figures.getPlain(VIOLATIONS) + 1);
    }

    void replaced() {
        figures.lazySet(REPLACEMENTS, figures.getPlain(REPLACEMENTS) + 1);
    }

    void liveStreams(final int count) {
        figures.lazySet(LIVE_STREAMS, count);
    }

    void state(final LineState state) {
        figures.lazySet(STATE, state.code());
    }

    /** Messages handed to the ring. */
    public long messages() {
        return figures.get(MESSAGES);
    }

    /** Bytes read, after TLS. */
    public long bytes() {
        return figures.get(BYTES);
    }

    /** How often a message had to wait because the ring was full. */
    public long refused() {
        return figures.get(REFUSED);
    }

    /** Connections that reached the WebSocket state. */
    public long connects() {
        return figures.get(CONNECTS);
    }

    /** Connections closed by us because a frame broke RFC 6455. */
    public long violations() {
        return figures.get(VIOLATIONS);
    }

    /** Healthy connections whose place a new one took: at their age, on the server's notice, or for a silent stream. */
    public long replacements() {
        return figures.get(REPLACEMENTS);
    }

    /** Streams that have delivered on the connection of now. */
    public int liveStreams() {
        return (int) figures.get(LIVE_STREAMS);
    }

    /** Streams that it should carry. */
    public int streams() {
        return streams;
    }

    /** The state it is in. */
    public LineState state() {
        return LineState.ofCode((int) figures.get(STATE));
    }
}
