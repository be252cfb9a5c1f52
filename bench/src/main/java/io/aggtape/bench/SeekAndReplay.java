package io.aggtape.bench;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TimeIndex;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Replay;
import io.aggtape.pipeline.ReplayOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to make a tape's time index, to find a time by it, and to replay all; prints each with how much memory the
 * JVM may have. Run it with the product's JVM flags, {@code -Xmx256m}, on a tape of {@link GeneratedTape}:
 * {@code SeekAndReplay DIRECTORY}. A cold seek is one after {@code dd of=FILE oflag=nocache conv=notrunc,fdatasync count=0}
 * for each file of the tape, which asks the kernel by {@code posix_fadvise(POSIX_FADV_DONTNEED)} to drop its pages.
 */
public final class SeekAndReplay {
    private static final int SEEKS = 5;
    private static final int TRADES_A_SEEK = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path directory;

    private SeekAndReplay(final Path directory) {
        this.directory = directory;
    }

    /** Takes the directory of the tape. */
    public static void main(final String[] arguments) {
        new SeekAndReplay(Path.of(arguments[0])).run();
    }

    private void run() {
        System.out.println("JVM may take " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap");
        try {
            Files.deleteIfExists(directory.resolve(TimeIndex.FILE_NAME));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final long startedNs = System.nanoTime();
        final TimeIndex index = TimeIndex.open(directory, sentence -> {});
        print("index made", startedNs, index.blocks() + " blocks, " + index.bytes() + " bytes");
        final long[] range = new long[] {GeneratedTape.START_US, lastTimeUs()};
        for (int i = 1; i <= SEEKS; i++) {
            final long timeUs = range[0] + (range[1] - range[0]) / (SEEKS + 1) * i;
            final boolean isDropped = dropPages();
            seek(isDropped ? "seek cold" : "seek (pages could not be dropped)", timeUs);
            seek("seek warm", timeUs);
        }
        for (final ReplayOrder order : ReplayOrder.values()) {
            replay(order);
        }
    }

    /** From the start of a command that knows nothing to the first trades: opens the index, too. */
    private void seek(final String name, final long timeUs) {
        final long startedNs = System.nanoTime();
        final TimeIndex index = TimeIndex.open(directory, sentence -> {});
        final long[] found = new long[1];
        try (TapeReader reader = TapeReader.openRange(index, TapeFaultListener.NONE, timeUs, Long.MAX_VALUE)) {
            final TapeListener listener = new TapeListener() {
                @Override
                public void onAggTrade(final AggTrade trade) {
                    found[0] += trade.tradeTimeUs >= timeUs ? 1 : 0;
                }
            };
            while (found[0] < TRADES_A_SEEK && !reader.isAtEnd()) {
                reader.poll(listener, 1);
            }
        }
        print(name, startedNs, found[0] + " trades from T " + timeUs);
    }

    private void replay(final ReplayOrder order) {
        final long startedNs = System.nanoTime();
        try (Replay replay = Replay.of(directory).order(order).into(new OrderFlow(OrderFlowConfig.DEFAULT))) {
            final long trades = replay.run();
            final double seconds = (System.nanoTime() - startedNs) / 1e9;
            print(
                    "replay " + order.label(),
                    startedNs,
                    String.format(
                            Locale.ROOT,
                            "%,d trades, %,.0f a second, %d faults",
                            trades,
                            trades / seconds,
                            replay.faults()));
        }
    }

    private long lastTimeUs() {
        final long[] last = new long[1];
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.moveToLastRecords(TRADES_A_SEEK);
            final TapeListener listener = new TapeListener() {
                @Override
                public void onAggTrade(final AggTrade trade) {
                    last[0] = Math.max(last[0], trade.tradeTimeUs);
                }
            };
            while (!reader.isAtEnd()) {
                reader.poll(listener, 1);
            }
        }
        return last[0];
    }

    /** Asks the kernel to forget what it holds of the directory's files; false where the machine has no way to. */
    private boolean dropPages() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                final Process dd = new ProcessBuilder(
                                "dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none")
                        .redirectErrorStream(true)
                        .start();
                if (!dd.waitFor(1, TimeUnit.MINUTES) || dd.exitValue() != 0) {
                    return false;
                }
            }
            return true;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void print(final String name, final long startedNs, final String what) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-32s %,9.1f ms  %s",
                name,
                (System.nanoTime() - startedNs) / (double) NANOS_PER_MILLI,
                what));
    }
}
