package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * Sends a trade to all subscribers of its track: encoded at most once for each of the four shapes (raw or combined, ms or
 * us) that a subscriber wants, and written when {@link #flush} is called or the chunk is full. Faults strike here.
 * Playback's thread only.
 */
final class Fanout {
    private static final int SHAPES = 4;
    private static final int NOT_ENCODED = -1;
    private static final int CUT_OFF = 9;
    private static final int WITHIN_A_TEXT = 12;
    private static final byte NO_UTF8 = (byte) 0xFF;

    private final FaultBoard board;
    private final FrameChunk.Pool pool = new FrameChunk.Pool();
    private final ArrayList<Subscriber> unflushed = new ArrayList<>();
    private final HeldTrades held = new HeldTrades();
    private final TradeRow altered = new TradeRow();
    private final int[] offsets = new int[SHAPES];
    private final int[] lengths = new int[SHAPES];
    private FrameChunk chunk = pool.acquire();

    Fanout(final FaultBoard board) {
        this.board = board;
    }

    /**
     * Sends {@code row} to {@code subscribers} but for what faults do to it; the event time is in microseconds since the
     * epoch. Returns whether anybody was or will be sent the trade itself.
     */
    boolean send(final Track track, final Subscriber[] subscribers, final TradeRow row, final long eventTimeUs) {
        startTrade(SHAPES);
        final boolean mayStrike = board.mayStrikeTrades();
        final long nowNs = mayStrike ? board.nowNs() : 0;
        boolean isSent = false;
        for (int i = 0; i < subscribers.length; i++) {
            final Subscriber subscriber = subscribers[i];
            final ArmedFault fault =
                    mayStrike ? board.strikeTrade(subscriber.target(), track.symbol(), row.id, nowNs) : null;
            boolean isToThis = true;
            if (fault == null) {
                deliver(track, subscriber, row, eventTimeUs);
            } else {
                isToThis = strike(fault, new Delivery(track, subscriber, row, eventTimeUs), nowNs);
            }
            isSent |= isToThis;
            if (held.hasAny() && isToThis && (fault == null || fault.kind() != FaultKind.REORDER)) {
                held.onSent(track, subscriber, this::deliverLate);
            }
        }
        return isSent;
    }

    /** Sends what was held back for too long, as nothing came after it. */
    int releaseOverdue(final long nowNs) {
        return held.hasAny() ? held.releaseOverdue(nowNs, this::deliverLate) : 0;
    }

    /** Whether a trade is still held back. */
    boolean isHolding() {
        return held.hasAny();
    }

    /** Writes what was sent since the last flush. */
    void flush() {
        if (unflushed.isEmpty()) {
            return;
        }
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush(chunk);
        }
        unflushed.clear();
        chunk.reuse();
    }

    /** A trade on its way to one subscriber. */
    record Delivery(Track track, Subscriber subscriber, TradeRow row, long eventTimeUs) {}

    private boolean strike(final ArmedFault fault, final Delivery one, final long nowNs) {
        switch (fault.kind()) {
            case DUPLICATE -> {
                deliver(one.track, one.subscriber, one.row, one.eventTimeUs);
                deliver(one.track, one.subscriber, one.row, one.eventTimeUs);
            }
            case GARBLE -> {
                deliver(one.track, one.subscriber, one.row, one.eventTimeUs);
                altered.copyFrom(one.row);
                final int last = altered.priceLength - 1;
                altered.price[last] = (byte) (altered.price[last] == '9' ? '1' : altered.price[last] + 1);
                deliverAlone(one, altered, FaultKind.GARBLE);
            }
            case REORDER -> held.hold(one, fault.fault().number(), nowNs);
            case MALFORMED, INVALID_UTF8 -> {
                deliverAlone(one, one.row, fault.kind());
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void deliverLate(final Delivery one) {
        startTrade(SHAPES);
        deliverAlone(one, one.row, FaultKind.REORDER);
    }

    private void deliver(final Track track, final Subscriber subscriber, final TradeRow row, final long eventTimeUs) {
        final boolean isCombined = subscriber.isCombined();
        final boolean isMicros = subscriber.isMicroseconds();
        final int shape = (isCombined ? 1 : 0) + (isMicros ? 2 : 0);
        if (offsets[shape] == NOT_ENCODED) {
            if (chunk.remaining() < AggTradeEncoder.MAX_LENGTH) {
                startTrade(SHAPES);
            }
            final int offset = chunk.position();
            lengths[shape] = encode(track, row, eventTimeUs, isCombined, isMicros);
            offsets[shape] = offset;
        }
        hand(subscriber, offsets[shape], lengths[shape]);
    }

    /** Sends a frame that is this subscriber's alone, spoilt where the fault says so. */
    private void deliverAlone(final Delivery one, final TradeRow row, final FaultKind kind) {
        if (chunk.remaining() < AggTradeEncoder.MAX_LENGTH) {
            startTrade(SHAPES);
        }
        final int offset = chunk.position();
        final Subscriber subscriber = one.subscriber;
        final int length =
                encode(one.track, row, one.eventTimeUs, subscriber.isCombined(), subscriber.isMicroseconds());
        if (kind == FaultKind.INVALID_UTF8) {
            chunk.buffer().putByte(offset + WITHIN_A_TEXT, NO_UTF8);
        }
        hand(subscriber, offset, kind == FaultKind.MALFORMED ? length - CUT_OFF : length);
    }

    private int encode(
            final Track track,
            final TradeRow row,
            final long eventTimeUs,
            final boolean isCombined,
            final boolean isMicros) {
        final int offset = chunk.position();
        final AggTradeEncoder encoder = track.encoder();
        final int length = isCombined
                ? encoder.combined(chunk.buffer(), offset, row, eventTimeUs, isMicros)
                : encoder.raw(chunk.buffer(), offset, row, eventTimeUs, isMicros);
        chunk.advance(length);
        return length;
    }

    private void hand(final Subscriber subscriber, final int offset, final int length) {
        if (subscriber.send(chunk, offset, length)) {
            unflushed.add(subscriber);
        }
    }

    private void startTrade(final int frames) {
        if (chunk.remaining() < frames * AggTradeEncoder.MAX_LENGTH) {
            renewChunk();
        }
        Arrays.fill(offsets, NOT_ENCODED);
    }

    private void renewChunk() {
        flush();
        if (chunk.position() > 0) {
            chunk.release();
            chunk = pool.acquire();
        }
    }
}
