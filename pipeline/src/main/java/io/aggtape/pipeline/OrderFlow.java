package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Who bought and who sold how much, per symbol, in windows of 1 s, 10 s, 1 min, 5 min and since start.
 *
 * <ul>
 *   <li>{@code isBuyerMaker} means that the taker <em>sold</em>: such a trade is sell volume.
 *   <li>A window is aligned to the epoch on the trade time {@code T} and is closed by the first trade whose {@code T}
 *       lies beyond its end; windows without a trade don't exist. A trade whose {@code T} lies before the open window
 *       counts into the open window, and into its {@code lateCount}. Since start begins at the first trade's {@code T}.
 *   <li>Volumes are exact, whatever the exponents of the trades; quotients are only made for a report.
 *   <li>A large trade is worth the configured threshold or more. Of equally large trades the earliest is the largest.
 *   <li>Placeholders of invalidated trades are counted apart and change nothing else.
 *   <li>On COIN-M a quantity is a number of contracts, each worth a fixed sum of USD: base columns are contracts, quote
 *       columns are the sum of price times contracts, which is no money; VWAP is the mean price weighted by contracts.
 * </ul>
 *
 * <p>One thread owns it: trades and reports. Only {@link #lastTrades} may be used from others. After the first trade of
 * a symbol nothing is allocated, also when windows close, except where a trade has more digits than all before it.
 */
public final class OrderFlow implements TradeListener {
    private final OrderFlowConfig config;

    private InstrumentFlow[] flows = new InstrumentFlow[64];
    private volatile List<LastTrade> lastTrades = List.of();

    public OrderFlow(final OrderFlowConfig config) {
        this.config = config;
    }

    @Override
    public void onTrade(final AggTrade trade) {
        final int index = trade.instrument.index();
        final InstrumentFlow[] known = flows;
        InstrumentFlow flow = index < known.length ? known[index] : null;
        if (flow == null) {
            flow = add(trade.instrument);
        }
        flow.onTrade(trade);
    }

    /** What is known of an instrument of which a trade came, else null. Owner thread, or any after it has stopped. */
    public OrderFlowReport report(final Instrument instrument) {
        final int index = instrument.index();
        return index < flows.length && flows[index] != null ? flows[index].report() : null;
    }

    /** What is known of each instrument, by market and symbol. Owner thread, or any after it has stopped. */
    public List<OrderFlowReport> reports() {
        final List<OrderFlowReport> reports = new ArrayList<>();
        for (final InstrumentFlow flow : flows) {
            if (flow != null) {
                reports.add(flow.report());
            }
        }
        reports.sort(OrderFlowReport.BY_MARKET_AND_SYMBOL);
        return Collections.unmodifiableList(reports);
    }

    /** All of it in 64 bits a symbol, by which two runs are compared. Owner thread, or any after it has stopped. */
    public FlowHashes hashes() {
        final List<FlowHash> hashes = new ArrayList<>();
        for (final InstrumentFlow flow : flows) {
            if (flow != null) {
                hashes.add(flow.hash());
            }
        }
        return new FlowHashes(hashes);
    }

    /** The last trade of each symbol, in the order of first sight; from any thread. */
    public List<LastTrade> lastTrades() {
        return lastTrades;
    }

    private InstrumentFlow add(final Instrument instrument) {
        final int index = instrument.index();
        if (index >= flows.length) {
            flows = Arrays.copyOf(flows, Math.max(index + 1, flows.length * 2));
        }
        final InstrumentFlow flow = new InstrumentFlow(instrument, config);
        flows[index] = flow;
        final List<LastTrade> longer = new ArrayList<>(lastTrades);
        longer.add(flow.last);
        lastTrades = Collections.unmodifiableList(longer);
        return flow;
    }
}
