package io.aggtape.bench.suite;

import io.aggtape.bench.GeneratedTape;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeVerifier;
import io.aggtape.journal.TimeIndex;
import java.nio.file.Path;

/** What it takes to open, to seek in, to scan and to verify a tape of so many trades, and how much of the heap. */
final class TapeGrowth {
    private static final int SYMBOLS = 32;
    private static final long SEED = 42;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_A_MIB = 1 << 20;
    private static final double BYTES_A_KIB = 1 << 10;
    private static final int SEEKS = 9;

    private TapeGrowth() {}

    static void measure(final int trades, final Path tape, final GrowthSuite.Figures figures) {
        GeneratedTape.write(tape, trades, SYMBOLS, SEED);
        final double before = SymbolGrowth.usedBytes();
        final long openNs = System.nanoTime();
        try (TapeReader reader = TapeReader.open(tape)) {
            reader.poll(new TapeListener() {}, 1);
            figures.add("tape-open", "ms", (System.nanoTime() - openNs) / NANOS_PER_MILLI);
        }
        final long indexNs = System.nanoTime();
        final TimeIndex index = TimeIndex.open(tape, sentence -> {});
        figures.add("tape-index", "ms", (System.nanoTime() - indexNs) / NANOS_PER_MILLI);
        final long seekNs = System.nanoTime();
        final long endUs = GeneratedTape.START_US + GeneratedTape.MEAN_STEP_US * trades;
        for (int i = 1; i <= SEEKS; i++) {
            seek(tape, GeneratedTape.START_US + (endUs - GeneratedTape.START_US) / (SEEKS + 1) * i);
        }
        figures.add("tape-seek", "ms", (System.nanoTime() - seekNs) / NANOS_PER_MILLI / SEEKS);
        final TapeWalk walk = new TapeWalk();
        final long scanNs = System.nanoTime();
        final long found = walk.walk(tape);
        figures.add("tape-scan", "ns", (double) (System.nanoTime() - scanNs) / found);
        figures.add("tape-heap", "MiB", Math.max(0, SymbolGrowth.usedBytes() - before) / BYTES_A_MIB);
        figures.add("tape-index-file", "KiB", index.bytes() / BYTES_A_KIB);
        final long verifyNs = System.nanoTime();
        if (!TapeVerifier.verify(tape).isComplete()) {
            throw new IllegalStateException("the tape " + tape + " is not complete");
        }
        figures.add("tape-verify", "ns", (double) (System.nanoTime() - verifyNs) / found);
    }

    /** From nothing to the first trade that is not before a time. */
    private static void seek(final Path tape, final long timeUs) {
        final TimeIndex index = TimeIndex.open(tape, sentence -> {});
        final boolean[] isFound = new boolean[1];
        try (TapeReader reader = TapeReader.openRange(index, TapeFaultListener.NONE, timeUs, Long.MAX_VALUE)) {
            final TapeListener listener = new TapeListener() {
                @Override
                public void onAggTrade(final AggTrade trade) {
                    isFound[0] |= trade.tradeTimeUs >= timeUs;
                }
            };
            while (!isFound[0] && !reader.isAtEnd()) {
                reader.poll(listener, 1);
            }
        }
        if (!isFound[0]) {
            throw new IllegalStateException("no trade from " + timeUs + " on");
        }
    }
}
