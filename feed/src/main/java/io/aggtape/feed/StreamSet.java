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
 * proves nothing. Decodes only until all are live.
 */
final class StreamSet {
    private static final int UNKNOWN = -1;
    private static final int MAX_NAMED = 10;

    private final LineContext context;
    private final List<String> symbols;
    private final Object2IntHashMap<String> indexBySymbol = new Object2IntHashMap<>(UNKNOWN);
    private final Instruments instruments = new Instruments();
    private final AggTradeDecoder decoder = new AggTradeDecoder(instruments);
    private final AggTrade trade = new AggTrade();
    private final boolean[] isLive;

    private int[] streamByInstrument = new int[0];
    private int awaited;

    StreamSet(final LineContext context, final List<String> symbols) {
        this.context = context;
        this.symbols = symbols;
        this.isLive = new boolean[symbols.size()];
        for (int i = 0; i < symbols.size(); i++) {
            indexBySymbol.put(symbols.get(i), i);
        }
        reset();
    }

    /** A new connection: nothing is live. */
    void reset() {
        Arrays.fill(isLive, false);
        awaited = symbols.size();
    }

    /** How many streams have not delivered. */
    int awaited() {
        return awaited;
    }

    /** How many have. */
    int live() {
        return symbols.size() - awaited;
    }

    /** Which streams have not delivered, for a person. */
    String silence() {
        final StringBuilder text = new StringBuilder("no trade yet of");
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

    /** The trade with which a stream became live by this frame, or null. */
    AggTrade firstTrade(final DirectBuffer buffer, final int offset, final int length) {
        final DecodeResult result =
                decoder.decode(buffer, offset, length, true, context.market(), context.timeUnit(), trade);
        if (result != DecodeResult.TRADE) {
            return null;
        }
        final int stream = streamOf(trade.instrument);
        if (stream == UNKNOWN || isLive[stream]) {
            return null;
        }
        isLive[stream] = true;
        awaited--;
        return trade;
    }

    private int streamOf(final Instrument instrument) {
        final int index = instrument.index();
        if (index >= streamByInstrument.length) {
            final int known = streamByInstrument.length;
            streamByInstrument = Arrays.copyOf(streamByInstrument, Math.max(16, instruments.size() * 2));
            Arrays.fill(streamByInstrument, known, streamByInstrument.length, Integer.MIN_VALUE);
        }
        if (streamByInstrument[index] == Integer.MIN_VALUE) {
            streamByInstrument[index] = indexBySymbol.getValue(instrument.symbol());
        }
        return streamByInstrument[index];
    }
}
