package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What each line has delivered of each symbol, and how far behind it is: kept by one thread, for any to read. */
public final class StreamActivity {
    private static final long NANOS_PER_MICRO = 1_000;

    private final ConcurrentHashMap<String, StreamCell> cells = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, AtomicLong> lags = new ConcurrentHashMap<>();

    private StreamCell[][] byLine = new StreamCell[4][];
    private AtomicLong[] lagByLine = new AtomicLong[4];

    StreamActivity() {}

    /** The last trade of a symbol by a line; null where it has delivered none. */
    public StreamCell cell(final int line, final String symbol) {
        return cells.get(key(line, symbol));
    }

    /**
     * The last trade's receive time less the exchange's event time on a line, nanoseconds, negative where the clocks
     * differ; {@link Long#MIN_VALUE} before its first.
     */
    public long lagNs(final int line) {
        final AtomicLong lag = lags.get(line);
        return lag == null ? Long.MIN_VALUE : lag.get();
    }

    /** A frame with a trade came by a line. */
    void onTrade(final AggTrade trade) {
        final int line = trade.line;
        if (line == LineContext.REST_NUMBER) {
            return;
        }
        if (line >= byLine.length || byLine[line] == null) {
            addLine(line);
        }
        final int index = trade.instrument.index();
        if (index >= byLine[line].length || byLine[line][index] == null) {
            addCell(trade, index);
        }
        byLine[line][index].onTrade(trade.id, trade.receiveTimeNs);
        if (trade.eventTimeUs != 0) {
            lagByLine[line].lazySet(trade.receiveTimeNs - trade.eventTimeUs * NANOS_PER_MICRO);
        }
    }

    private void addLine(final int line) {
        if (line >= byLine.length) {
            final int length = Math.max(line + 1, byLine.length * 2);
            byLine = Arrays.copyOf(byLine, length);
            lagByLine = Arrays.copyOf(lagByLine, length);
        }
        byLine[line] = new StreamCell[16];
        lagByLine[line] = new AtomicLong(Long.MIN_VALUE);
        lags.put(line, lagByLine[line]);
    }

    private void addCell(final AggTrade trade, final int index) {
        final int line = trade.line;
        if (index >= byLine[line].length) {
            byLine[line] = Arrays.copyOf(byLine[line], Math.max(index + 1, byLine[line].length * 2));
        }
        byLine[line][index] = new StreamCell();
        cells.put(key(line, trade.instrument.symbol()), byLine[line][index]);
    }

    private static String key(final int line, final String symbol) {
        return line + " " + symbol;
    }
}
