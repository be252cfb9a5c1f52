package io.aggtape.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How long a trade is on its way from receipt to a strategy in a replay: always the same, or drawn from latencies that
 * were recorded, each as often as it was recorded, in a sequence that follows from a seed. Owned by one thread.
 */
public final class StrategyDelay {
    private final long seed;
    private final long[] valuesNs;
    private final long[] countsUpTo;

    private SplittableRandom random;

    private StrategyDelay(final long seed, final long[] valuesNs, final long[] countsUpTo) {
        this.seed = seed;
        this.valuesNs = valuesNs;
        this.countsUpTo = countsUpTo;
        restart();
    }

    /** None. */
    public static StrategyDelay none() {
        return fixed(0);
    }

    /**
     * The same for every trade.
     *
     * @param delayNs nanoseconds, 0 or more.
     * @throws IllegalArgumentException where it is negative.
     */
    public static StrategyDelay fixed(final long delayNs) {
        if (delayNs < 0) {
            throw new IllegalArgumentException("a strategy's delay is 0 ns or more, not " + delayNs);
        }
        return new StrategyDelay(0, new long[] {delayNs}, new long[] {1});
    }

    /**
     * Drawn from what a hop took in recorded runs.
     *
     * @param files {@code .hlog} files as {@code aggtape record} writes them.
     * @param tag the hop's, for example {@code receive-parsed}, see {@link Hop#tag()}.
     * @param seed of the sequence.
     * @throws IllegalArgumentException where the files hold no latency of this tag; the message names those they hold.
     * @throws LatencyFileException where a file is no such log.
     * @throws IOException where one cannot be read.
     */
    public static StrategyDelay recorded(final List<Path> files, final String tag, final long seed) throws IOException {
        return of(LatencyRun.merged(files, tag), seed);
    }

    static StrategyDelay of(final Histogram recorded, final long seed) {
        long[] values = new long[64];
        long[] counts = new long[64];
        int size = 0;
        for (final HistogramIterationValue value : recorded.recordedValues()) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            values[size] = value.getValueIteratedTo();
            counts[size++] = value.getTotalCountToThisValue();
        }
        return new StrategyDelay(seed, Arrays.copyOf(values, size), Arrays.copyOf(counts, size));
    }

    /** Begins the sequence again. */
    void restart() {
        random = new SplittableRandom(seed);
    }

    /** The next one, nanoseconds. */
    long nextNs() {
        final int last = valuesNs.length - 1;
        if (last == 0) {
            return valuesNs[0];
        }
        final long drawn = random.nextLong(countsUpTo[last]);
        int low = 0;
        int high = last;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (countsUpTo[middle] <= drawn) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return valuesNs[low];
    }
}
