package io.aggtape.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How costs grow: with symbols 1 to 1,000 (all handlers on one thread, nanoseconds a frame), with lines 1 to 64 (receive,
 * frame and decode on one thread), and with a tape of 10^6, 10^7 and, with {@code --full}, 10^8 trades (open, seek, scan,
 * verify). Writes {@code growth.txt}, a chart of the curves, beside the rows.
 */
public final class GrowthSuite {
    private static final int[] SYMBOLS = {1, 4, 16, 64, 250, 1_000};
    private static final int[] LINES = {1, 2, 4, 8, 16, 32, 64};
    private static final int[] TRADES = {1_000_000, 10_000_000, 100_000_000};
    private static final int[] QUICK_TRADES = {100_000, 300_000};

    private final SuiteArguments arguments;
    private final List<GrowthChart.Point> points = new ArrayList<>();

    /** Takes one figure of one measurement. */
    interface Figures {
        void add(String what, String unit, double value);
    }

    private GrowthSuite(final SuiteArguments arguments) {
        this.arguments = arguments;
    }

    /** Takes {@code --out FILE [--quick] [--full] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws IOException {
        new GrowthSuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws IOException {
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "growth")) {
            for (int round = 0; round <= arguments.count(1, 3); round++) {
                for (final int symbols : SYMBOLS) {
                    final Path tape = scratch.fresh();
                    new SymbolGrowth(arguments.count(50_000, 500_000))
                            .measure(symbols, tape, figures(rows, round, symbols));
                    scratch.remove(tape);
                }
                for (final int lines : LINES) {
                    new LineGrowth(arguments.count(100_000, 1_000_000)).measure(lines, figures(rows, round, lines));
                }
            }
            final int[] sizes = arguments.isQuick() ? QUICK_TRADES : TRADES;
            for (int i = 0; i < (arguments.isQuick() || arguments.isFull() ? sizes.length : 2); i++) {
                final Path tape = scratch.fresh();
                TapeGrowth.measure(sizes[i], tape, figures(rows, 1, sizes[i]));
                scratch.remove(tape);
            }
        }
        final Path chart = arguments.out().toAbsolutePath().resolveSibling("growth.txt");
        Files.writeString(chart, GrowthChart.of(points));
        System.err.println("the curves are in " + chart);
    }

    /** Round 0 compiles, and is not told. */
    private Figures figures(final RawRows rows, final int round, final int size) {
        return (what, unit, value) -> {
            if (round > 0) {
                rows.add(what + '/' + size, "value", unit, round, value);
                points.add(new GrowthChart.Point(what, unit, size, value));
            }
        };
    }
}
