package io.aggtape.bench.suite;

import io.aggtape.bench.GeneratedTape;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayOrder;
import io.aggtape.pipeline.TradeHistory;
import io.aggtape.pipeline.TradeListener;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How many trades a second a replay delivers as fast as it can: {@code flow} with order flow on, {@code none} to a listener
 * that does nothing, {@code history} to the trade history, {@code flow-exchange} in the order of the exchange.
 */
public final class ReplaySuite {
    private static final int SYMBOLS = 32;
    private static final long SEED = 42;
    private static final int HISTORY_TRADES = 4096;

    private final SuiteArguments arguments;
    private final int trades;

    private ReplaySuite(final SuiteArguments arguments) {
        this.arguments = arguments;
        trades = arguments.count(300_000, 5_000_000);
    }

    /** Takes {@code --out FILE [--quick] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws IOException {
        new ReplaySuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws IOException {
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "replay")) {
            final Path tape = scratch.fresh();
            GeneratedTape.write(tape, trades, SYMBOLS, SEED);
            for (int round = -1; round <= arguments.count(1, 5); round++) {
                measure(rows, round, "flow", tape, ReplayOrder.ARRIVAL, new OrderFlow(OrderFlowConfig.DEFAULT));
            }
            for (int round = -1; round <= arguments.count(1, 3); round++) {
                measure(rows, round, "none", tape, ReplayOrder.ARRIVAL, trade -> {});
                measure(rows, round, "history", tape, ReplayOrder.ARRIVAL, new TradeHistory(HISTORY_TRADES));
                measure(
                        rows,
                        round,
                        "flow-exchange",
                        tape,
                        ReplayOrder.EXCHANGE,
                        new OrderFlow(OrderFlowConfig.DEFAULT));
            }
        }
    }

    private void measure(
            final RawRows rows,
            final int round,
            final String name,
            final Path tape,
            final ReplayOrder order,
            final TradeListener listener) {
        final long before = Allocated.byThisThread();
        final long startNs = System.nanoTime();
        try (Replay replay = Replay.of(tape).order(order).into(listener)) {
            final long delivered = replay.run();
            if (delivered != trades || replay.faults() != 0) {
                throw new IllegalStateException(
                        delivered + " of " + trades + " trades, " + replay.faults() + " faults");
            }
        }
        final long tookNs = System.nanoTime() - startNs;
        final long bytes = Allocated.byThisThread() - before;
        if (round > 0) {
            rows.add(name, "tradesPerS", "1/s", round, trades * 1e9 / tookNs);
            rows.add(name, "bytes", "B", round, (double) bytes / trades);
        }
    }
}
