package io.aggtape.feed;

import io.aggtape.pipeline.LastTrade;
import java.util.HashMap;
import java.util.Map;

/** Figures that a test sets. */
final class FakeFigures implements DataCheck.Figures {
    private final Map<String, Long> inHistory = new HashMap<>();
    private final Map<String, LastTrade.Reading> flows = new HashMap<>();
    private final Map<String, Long> delivered = new HashMap<>();

    void put(final String symbol, final long historyTrades, final LastTrade.Reading orderFlow) {
        inHistory.put(symbol, historyTrades);
        flows.put(symbol, orderFlow);
    }

    void deliver(final String symbol, final long trades) {
        delivered.put(symbol, trades);
    }

    @Override
    public long historyTrades(final String symbol) {
        return inHistory.getOrDefault(symbol, 0L);
    }

    @Override
    public LastTrade.Reading orderFlow(final String symbol) {
        return flows.get(symbol);
    }

    @Override
    public long trades(final int line, final String symbol) {
        return delivered.getOrDefault(symbol, 0L);
    }
}
