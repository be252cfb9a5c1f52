package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * Sends a trade to all subscribers of its track: encoded at most once for each of the four shapes (raw or combined, ms or
 * us) that a subscriber wants, and written when {@link #flush} is called or the chunk is full. Playback's thread only.
 */
final class Fanout {
    private static final int SHAPES = 4;
    private static final int NOT_ENCODED = -1;

    private final FrameChunk.Pool pool = new FrameChunk.Pool();
    private final ArrayList<Subscriber> unflushed = new ArrayList<>();
    private final int[] offsets = new int[SHAPES];
    private final int[] lengths = new int[SHAPES];
    private FrameChunk chunk = pool.acquire();

    /** Sends {@code row} to {@code subscribers}; the event time is in microseconds since the epoch. */
    void send(
            final AggTradeEncoder encoder, final Subscriber[] subscribers, final TradeRow row, final long eventTimeUs) {
        if (chunk.remaining() < SHAPES * AggTradeEncoder.MAX_LENGTH) {
            renewChunk();
        }
        Arrays.fill(offsets, NOT_ENCODED);
        for (int i = 0; i < subscribers.length; i++) {
            final Subscriber subscriber = subscribers[i];
            final boolean isCombined = subscriber.isCombined();
            final boolean isMicros = subscriber.isMicroseconds();
            final int shape = (isCombined ? 1 : 0) + (isMicros ? 2 : 0);
            if (offsets[shape] == NOT_ENCODED) {
                final int offset = chunk.position();
                lengths[shape] = isCombined
                        ? encoder.combined(chunk.buffer(), offset, row, eventTimeUs, isMicros)
                        : encoder.raw(chunk.buffer(), offset, row, eventTimeUs, isMicros);
                offsets[shape] = offset;
                chunk.advance(lengths[shape]);
            }
            if (subscriber.send(chunk, offsets[shape], lengths[shape])) {
                unflushed.add(subscriber);
            }
        }
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

    private void renewChunk() {
        flush();
        if (chunk.position() > 0) {
            chunk.release();
            chunk = pool.acquire();
        }
    }
}
