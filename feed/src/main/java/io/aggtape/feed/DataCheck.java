package io.aggtape.feed;

import io.aggtape.journal.Market;
import io.aggtape.pipeline.LastTrade;
import io.aggtape.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of a symbol whether its trade history has data and its order-flow metrics are available, or what is missing and why. */
final class DataCheck {
    /** How the figures of one symbol are read, from any thread. */
    interface Figures {
        /** Trades that the history has seen since start. */
        long historyTrades(String symbol);

        /** The order flow's last trade; null before the first. */
        LastTrade.Reading orderFlow(String symbol);

        /** Trades of the symbol that came by a line, whichever way they went from there. */
        long trades(int line, String symbol);
    }

    private static final double PERCENT = 100.0;

    private final List<LineConfig> lines;
    private final List<LineCounters> counters;
    private final LineLog lineLog;
    private final Figures figures;

    DataCheck(
            final List<LineConfig> lines,
            final List<LineCounters> counters,
            final LineLog lineLog,
            final Figures figures) {
        this.lines = lines;
        this.counters = counters;
        this.lineLog = lineLog;
        this.figures = figures;
    }

    /** Reads from the handlers of a run. */
    static Figures of(final Pipeline pipeline, final Market market) {
        return new Figures() {
            @Override
            public long historyTrades(final String symbol) {
                return pipeline.history().tradesSeen(market, symbol);
            }

            @Override
            public LastTrade.Reading orderFlow(final String symbol) {
                for (final LastTrade last : pipeline.orderFlow().lastTrades()) {
                    if (last.market() == market && last.symbol().equals(symbol)) {
                        return last.read();
                    }
                }
                return null;
            }

            @Override
            public long trades(final int line, final String symbol) {
                final var cell = pipeline.activity().cell(line, symbol);
                return cell == null ? 0 : cell.trades();
            }
        };
    }

    /** Whether nothing of a symbol is missing. */
    boolean isWhole(final String symbol) {
        return figures.historyTrades(symbol) > 0 && hasOrderFlow(symbol);
    }

    /** For a person; reporter thread. */
    String text(final String symbol, final long nowNs) {
        final long inHistory = figures.historyTrades(symbol);
        if (inHistory == 0) {
            return symbol + ": NO trade history: " + whyNone(symbol, nowNs)
                    + (hasOrderFlow(symbol) ? "; order-flow metrics are available" : "; no order-flow metrics either");
        }
        return symbol + ": trade history has " + TradeText.count(inHistory)
                + (inHistory == 1 ? " trade, " : " trades, ") + orderFlow(symbol);
    }

    private boolean hasOrderFlow(final String symbol) {
        final LastTrade.Reading reading = figures.orderFlow(symbol);
        return reading != null && reading.recordCount() > 0;
    }

    private String orderFlow(final String symbol) {
        final LastTrade.Reading reading = figures.orderFlow(symbol);
        if (reading == null || reading.recordCount() == 0) {
            return "NO order-flow metrics: the trades have come, and the metrics handler has not handled them";
        }
        return String.format(
                Locale.ROOT,
                "order-flow metrics are available (buy %.1f %% of %s, last %s)",
                PERCENT * reading.buyCount() / reading.recordCount(),
                TradeText.count(reading.recordCount()),
                TradeText.price(symbol, reading.priceMantissa(), reading.priceExponent()));
    }

    private String whyNone(final String symbol, final long nowNs) {
        final List<String> reasons = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).symbols().contains(symbol)) {
                reasons.add(whyNone(i, symbol, nowNs));
            }
        }
        return String.join("; ", reasons);
    }

    private String whyNone(final int index, final String symbol, final long nowNs) {
        final int number = lines.get(index).context().number();
        final LineCounters line = counters.get(index);
        final long trades = figures.trades(number, symbol);
        if (trades > 0 || (line.liveStreams() == line.streams() && line.messages() > 0)) {
            return "line " + number + " has delivered, and the parser handler has not handled it";
        }
        return line.state().isOpen()
                ? "line " + number + " is connected and the stream is silent"
                : "line " + number + " is " + lineLog.status(number).text(line, nowNs);
    }
}
