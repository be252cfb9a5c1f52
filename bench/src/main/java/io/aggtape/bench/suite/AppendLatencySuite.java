package io.aggtape.bench.suite;

import io.aggtape.journal.RollCycle;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;

/**
 * How long an append and its commit take at 100,000 a second, open loop: of the call itself and, as {@code due.}, from
 * when it was due; beside a loop that does nothing, which shows the machine's own pauses. {@code aggtape-roll} starts a new
 * file every second; {@code rolled.} is of those calls alone that did. The writer has the last CPU to itself, as far as our
 * threads go; the page toucher runs where the kernel puts it. Takes the product's JVM flags.
 */
public final class AppendLatencySuite {
    private static final long INTERVAL_NS = 10_000;
    private static final int APPENDS_A_SECOND = 100_000;
    private static final int WARM_UP_S = 2;

    private final SuiteArguments arguments;
    private final int seconds;

    private volatile long nowMs = System.currentTimeMillis();

    /** One append. */
    private interface Append {
        void append();
    }

    private AppendLatencySuite(final SuiteArguments arguments) {
        this.arguments = arguments;
        seconds = arguments.count(4, 8);
    }

    /** Takes {@code --out FILE [--quick] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws IOException {
        new AppendLatencySuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws IOException {
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "append-latency")) {
            for (int i = 1; i <= arguments.count(1, 3); i++) {
                final int round = i;
                PinnedThread.run(() -> measure(rows, round, "noop", false, () -> {}));
                ofTape(rows, round, "aggtape", TapeConfig.of(scratch.fresh()));
                ofTape(
                        rows,
                        round,
                        "aggtape-roll",
                        TapeConfig.of(scratch.fresh()).withRollCycle(RollCycle.SECONDLY));
            }
        }
    }

    private void ofTape(final RawRows rows, final int round, final String name, final TapeConfig config) {
        final TapeWriter writer = TapeWriter.open(config, () -> nowMs);
        final SpotTrades trades = new SpotTrades(1);
        try {
            final Toucher toucher = new Toucher(writer);
            try {
                PinnedThread.run(() -> measure(rows, round, name, config.rollCycle() == RollCycle.SECONDLY, () -> {
                    writer.append(trades.next());
                    writer.commit();
                }));
            } finally {
                toucher.close();
            }
        } finally {
            writer.close();
        }
    }

    private void measure(
            final RawRows rows, final int round, final String name, final boolean isRolling, final Append append) {
        final int total = (WARM_UP_S + seconds) * APPENDS_A_SECOND;
        final int warmUp = WARM_UP_S * APPENDS_A_SECOND;
        final Latencies calls = new Latencies(total);
        final Latencies fromDue = new Latencies(total);
        final Latencies rolls = new Latencies(WARM_UP_S + seconds + 2);
        final long cycleMs = RollCycle.SECONDLY.lengthMs();
        nowMs = System.currentTimeMillis();
        long cycle = nowMs / cycleMs;
        final long startNs = System.nanoTime();
        for (int i = 0; i < total; i++) {
            final long dueNs = startNs + i * INTERVAL_NS;
            while (System.nanoTime() - dueNs < 0) {
                Thread.onSpinWait();
            }
            nowMs = System.currentTimeMillis();
            final long beforeNs = System.nanoTime();
            append.append();
            final long afterNs = System.nanoTime();
            if (i >= warmUp) {
                calls.add(dueNs, afterNs - beforeNs);
                fromDue.add(dueNs, afterNs - dueNs);
            }
            if (nowMs / cycleMs != cycle) {
                cycle = nowMs / cycleMs;
                if (i >= warmUp) {
                    rolls.add(dueNs, afterNs - beforeNs);
                }
            }
        }
        calls.report(rows, name, "", round);
        fromDue.report(rows, name, "due.", round);
        if (isRolling) {
            rows.add(name, "rolled.p50", "ns", round, rolls.quantile(0.5));
            rows.add(name, "rolled.max", "ns", round, rolls.quantile(1));
        }
    }
}
