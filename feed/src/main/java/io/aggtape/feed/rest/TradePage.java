package io.aggtape.feed.rest;

import java.nio.charset.StandardCharsets;

/** Aggregate trades as REST gave them, in the order of their ids, each with its bytes as they came. Immutable. */
public final class TradePage {
    private final byte[] body;
    private final long[] ids;
    private final long[] times;
    private final int[] offsets;
    private final int[] lengths;
    private final int size;
    private final long receiveNs;

    /** Takes over the arrays; {@link TradePageReader} fills them. */
    TradePage(
            final byte[] body,
            final long[] ids,
            final long[] times,
            final int[] offsets,
            final int[] lengths,
            final int size,
            final long receiveNs) {
        this.body = body;
        this.ids = ids;
        this.times = times;
        this.offsets = offsets;
        this.lengths = lengths;
        this.size = size;
        this.receiveNs = receiveNs;
    }

    /**
     * The page in a body of {@code aggTrades}.
     *
     * @param receiveNs when it was there, nanoseconds since the epoch by the local clock.
     * @throws RestException where the body is no array of trades with rising ids.
     */
    public static TradePage parse(final byte[] body, final long receiveNs) throws RestException {
        return TradePageReader.read(body, receiveNs);
    }

    /** How many trades. */
    public int size() {
        return size;
    }

    /** The id of a trade, from 0 to {@link #size()} - 1. */
    public long id(final int at) {
        return ids[at];
    }

    /** The trade's time in the unit that was asked for: microseconds on spot, milliseconds on futures. */
    public long tradeTime(final int at) {
        return times[at];
    }

    /** The first id; only where {@link #size()} is not 0. */
    public long firstId() {
        return ids[0];
    }

    /** The last id; only where {@link #size()} is not 0. */
    public long lastId() {
        return ids[size - 1];
    }

    /** When the answer was there, nanoseconds since the epoch by the local clock. */
    public long receiveNs() {
        return receiveNs;
    }

    /** A trade's JSON object as it came, braces included. */
    public String item(final int at) {
        return new String(body, offsets[at], lengths[at], StandardCharsets.UTF_8);
    }
}
