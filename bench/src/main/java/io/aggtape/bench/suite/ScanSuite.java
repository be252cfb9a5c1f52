package io.aggtape.bench.suite;

import io.aggtape.bench.GeneratedTape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How many records a second come off the page cache: by the tape's reader, which checks and decodes each; by a sum over as
 * many records of 96 bytes in mapped memory; and by that sum with the checksum that the reader checks.
 */
public final class ScanSuite {
    private static final int SYMBOLS = 32;
    private static final long SEED = 42;

    private final SuiteArguments arguments;
    private final int records;
    private long sum;

    private ScanSuite(final SuiteArguments arguments) {
        this.arguments = arguments;
        records = arguments.count(300_000, 5_000_000);
    }

    /** Takes {@code --out FILE [--quick] [--dir DIRECTORY]}. */
    public static void main(final String[] arguments) throws IOException {
        new ScanSuite(SuiteArguments.of(arguments)).run();
    }

    private void run() throws IOException {
        try (Scratch scratch = Scratch.in(arguments);
                RawRows rows = RawRows.open(arguments, "scan")) {
            final Path tape = scratch.fresh();
            final Path file = scratch.fresh();
            GeneratedTape.write(tape, records, SYMBOLS, SEED);
            try (MappedRecords mapped = MappedRecords.create(file, records)) {
                mapped.write();
            }
            for (int round = -1; round <= arguments.count(1, 5); round++) {
                mapped(rows, round, file);
                aggtape(rows, round, tape);
            }
        }
        System.err.println("sum " + sum);
    }

    /** Mapped anew each time, as the reader does it. */
    private void mapped(final RawRows rows, final int round, final Path file) throws IOException {
        final long startNs = System.nanoTime();
        try (MappedRecords mapped = MappedRecords.open(file, records)) {
            sum += mapped.sum();
        }
        report(rows, round, "mapped", System.nanoTime() - startNs, Double.NaN);
        final long startOfCheckNs = System.nanoTime();
        try (MappedRecords mapped = MappedRecords.open(file, records)) {
            sum += mapped.sumAndCheck();
        }
        report(rows, round, "mapped-crc", System.nanoTime() - startOfCheckNs, Double.NaN);
    }

    private void aggtape(final RawRows rows, final int round, final Path tape) {
        final TapeWalk walk = new TapeWalk();
        final long before = Allocated.byThisThread();
        final long startNs = System.nanoTime();
        final long found = walk.walk(tape);
        final long tookNs = System.nanoTime() - startNs;
        final long bytes = Allocated.byThisThread() - before;
        if (found != records) {
            throw new IllegalStateException(found + " of " + records + " trades are on the tape");
        }
        sum += walk.sum();
        report(rows, round, "aggtape", tookNs, (double) bytes / records);
    }

    private void report(final RawRows rows, final int round, final String name, final long tookNs, final double bytes) {
        if (round > 0) {
            rows.add(name, "recordsPerS", "1/s", round, records * 1e9 / tookNs);
            rows.add(name, "bytes", "B", round, bytes);
        }
    }
}
