package io.aggtape.feed;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.pipeline.AggTradeDecoder;
import io.aggtape.pipeline.DecodeResult;
import io.aggtape.pipeline.LineContext;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Object2IntHashMap;

/**
 * Which streams of one connection are live. A stream is live once its first trade has arrived on this connection; an ack
 * proves nothing. Frames need be read here only until all are live, and while another connection takes over.
 */
final class StreamSet {
    /** A frame that is no trade of one of these streams. */
    static final int NONE = -1;

    private static final int NOT_LOOKED_UP = Integer.MIN_VALUE;
    private static final int MAX_NAMED = 10;

    private final LineContext context;
    private final List<String> symbols;
    private final Object2IntHashMap<String> indexBySymbol = new Object2IntHashMap<>(NONE);
    private final Instruments instruments = new Instruments();
    private final AggTradeDecoder decoder = new AggTradeDecoder(instruments);
    private final AggTrade trade = new AggTrade();
    private final boolean[] isLive;
    private final long[] lastIds;
    private final boolean[] hasDelivered;

    private int[] streamByInstrument = new int[0];
    private int awaited;

    StreamSet(final LineContext context, final List<String> symbols) {
        this.context = context;
        this.symbols = symbols;
        this.isLive = new boolean[symbols.size()];
        this.lastIds = new long[symbols.size()];
        this.hasDelivered = new boolean[symbols.size()];
        for (int i = 0; i < symbols.size(); i++) {
            indexBySymbol.put(symbols.get(i), i);
        }
        reset();
    }

    /** A new connection: nothing is live. */
    void reset() {
        Arrays.fill(isLive, false);
        Arrays.fill(lastIds, NONE);
        awaited = symbols.size();
        beginOverlap();
    }

    /** From now on {@link #missingFrom} speaks of what comes from now on. */
    void beginOverlap() {
        Arrays.fill(hasDelivered, false);
    }

    /** How many streams have not delivered. */
    int awaited() {
        return awaited;
    }

    /** How many have. */
    int live() {
        return symbols.size() - awaited;
    }

    boolean isLive(final int stream) {
        return isLive[stream];
    }

    /** The last id that was {@link #delivered}; -1 for none. */
    long lastId(final int stream) {
        return lastIds[stream];
    }

    /** Which streams have not delivered, for a person. */
    String silence() {
        final StringBuilder text = new StringBuilder("no first trade yet of");
        int named = 0;
        for (int i = 0; i < isLive.length && named < MAX_NAMED; i++) {
            if (!isLive[i]) {
                text.append(' ').append(symbols.get(i));
                named++;
            }
        }
        if (named < awaited) {
            text.append(" and ").append(awaited - named).append(" more");
        }
        return text.append("; an ack proves nothing, check the symbols and --market")
                .toString();
    }

    /** The first stream that has delivered here since {@link #beginOverlap}, but never there; null where there is none. */
    String missingFrom(final StreamSet successor) {
        for (int i = 0; i < lastIds.length; i++) {
            if (hasDelivered[i] && !successor.isLive[i]) {
                return symbols.get(i);
            }
        }
        return null;
    }

    /** The stream whose trade a frame is, with {@link #trade()} filled; else {@link #NONE}. */
    int read(final DirectBuffer buffer, final int offset, final int length) {
        final DecodeResult result =
                decoder.decode(buffer, offset, length, true, context.market(), context.timeUnit(), trade);
        return result == DecodeResult.TRADE ? streamOf(trade.instrument) : NONE;
    }

    /** What was read last; valid until the next. */
    AggTrade trade() {
        return trade;
    }

    /** The trade that was read last has been handed on; true where with it the stream became live. */
    boolean delivered(final int stream) {
        lastIds[stream] = trade.id;
        hasDelivered[stream] = true;
        if (isLive[stream]) {
            return false;
        }
        isLive[stream] = true;
        awaited--;
        return true;
    }

    private int streamOf(final Instrument instrument) {
        final int index = instrument.index();
        if (index >= streamByInstrument.length) {
            final int known = streamByInstrument.length;
            streamByInstrument = Arrays.copyOf(streamByInstrument, Math.max(16, instruments.size() * 2));
            Arrays.fill(streamByInstrument, known, streamByInstrument.length, NOT_LOOKED_UP);
        }
        if (streamByInstrument[index] == NOT_LOOKED_UP) {
            streamByInstrument[index] = indexBySymbol.getValue(instrument.symbol());
        }
        return streamByInstrument[index];
    }
}
