package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import org.agrona.DirectBuffer;

/**
 * Turns one WebSocket message into an {@link AggTrade}. A fast path takes frames of the shapes, symbols and streams
 * that it has seen and allocates nothing; a general path takes all others, defines the grammar and teaches the fast
 * path. Both give the same fields. For one thread.
 *
 * <p>A trade is an object with {@code "e":"aggTrade"} and each of {@code E s a p q f l T m} once, and of {@code M nq
 * st} at most once, raw or as the {@code data} of an object that also has {@code stream}, keys in any order and with
 * any escapes. Other fields are skipped. See Binance's aggregate trade streams for their meaning.
 */
public final class AggTradeDecoder {
    private final FastPath fastPath = new FastPath();
    private final LearnedFrame learned = new LearnedFrame();
    private final GeneralPath generalPath;

    private byte[] bytes = new byte[FrameBytes.MAX_LENGTH];
    private RejectReason rejectReason;
    private long fastCount;
    private long generalCount;

    /** Interns symbols in this table, which the decoder's thread owns. */
    public AggTradeDecoder(final Instruments instruments) {
        generalPath = new GeneralPath(instruments);
    }

    /**
     * Decodes one message. Where it returns {@link DecodeResult#TRADE}, every field of the wire is in {@code trade},
     * times in microseconds; source, line and receive time are left as they were. Otherwise the trade's content is
     * undefined. No bytes make it throw, and nothing outside of them is read. An {@code st} that is no integer from 0
     * to 127 is absent.
     *
     * @throws IndexOutOfBoundsException where the buffer does not hold {@code offset} to {@code offset + length}.
     */
    public DecodeResult decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final boolean isText,
            final Market market,
            final WireTimeUnit unit,
            final AggTrade trade) {
        buffer.boundsCheck(offset, length);
        rejectReason = null;
        if (!isText) {
            rejectReason = RejectReason.BINARY_FRAME;
            return DecodeResult.REJECTED;
        }
        if (fastPath.decode(buffer, offset, length, market, unit, trade)) {
            fastCount++;
            return DecodeResult.TRADE;
        }
        generalCount++;
        return decodeGenerally(buffer, offset, length, market, unit, trade);
    }

    /** Why the last message was rejected; null where it was not. */
    public RejectReason rejectReason() {
        return rejectReason;
    }

    /** How many messages the fast path took: all of them trades. */
    public long fastCount() {
        return fastCount;
    }

    /**
     * How many messages the general path took: trades of new shapes and symbols, other events, and what it rejected.
     */
    public long generalCount() {
        return generalCount;
    }

    private DecodeResult decodeGenerally(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Market market,
            final WireTimeUnit unit,
            final AggTrade trade) {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, Math.min(2 * bytes.length, Integer.MAX_VALUE - 8))];
        }
        buffer.getBytes(offset, bytes, 0, length);
        final DecodeResult result = generalPath.decode(bytes, length, market, unit, trade);
        rejectReason = generalPath.rejectReason();
        if (result == DecodeResult.TRADE
                && length <= FrameBytes.MAX_LENGTH
                && learned.scan(bytes, length, generalPath.isCombined())) {
            fastPath.learn(learned, trade.instrument);
        }
        return result;
    }
}
