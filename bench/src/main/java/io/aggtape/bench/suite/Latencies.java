package io.aggtape.bench.suite;

import java.util.Arrays;

/**
 * Latencies in nanoseconds with the time at which each was due, in the order of those times: percentiles over all, and as
 * the median over windows of 100 ms, which the stalls of a shared machine disturb less. Owned by one thread.
 */
final class Latencies {
    private static final long WINDOW_NS = 100_000_000;

    private final long[] dueNs;
    private final long[] valuesNs;
    private int size;

    Latencies(final int capacity) {
        dueNs = new long[capacity];
        valuesNs = new long[capacity];
    }

    void add(final long due, final long valueNs) {
        if (size < valuesNs.length) {
            dueNs[size] = due;
            valuesNs[size++] = valueNs;
        }
    }

    int size() {
        return size;
    }

    /** The least value that a share of all does not exceed; 0 to 1; not a number where there is none. */
    double quantile(final double share) {
        return quantile(Arrays.copyOf(valuesNs, size), size, share);
    }

    /** The same of each window, and of these the median. */
    double windowQuantile(final double share) {
        final double[] windows = new double[size];
        int count = 0;
        int from = 0;
        while (from < size) {
            int to = from + 1;
            while (to < size && dueNs[to] - dueNs[from] < WINDOW_NS) {
                to++;
            }
            windows[count++] = quantile(Arrays.copyOfRange(valuesNs, from, to), to - from, share);
            from = to;
        }
        Arrays.sort(windows, 0, count);
        return count == 0 ? Double.NaN : windows[count / 2];
    }

    /** Writes p50, p99, p999, p9999 and max over all, each name behind a prefix. */
    void report(final RawRows rows, final String name, final String prefix, final int round) {
        final long[] sorted = Arrays.copyOf(valuesNs, size);
        Arrays.sort(sorted);
        rows.add(name, prefix + "p50", "ns", round, ofSorted(sorted, size, 0.5));
        rows.add(name, prefix + "p99", "ns", round, ofSorted(sorted, size, 0.99));
        rows.add(name, prefix + "p999", "ns", round, ofSorted(sorted, size, 0.999));
        rows.add(name, prefix + "p9999", "ns", round, ofSorted(sorted, size, 0.9999));
        rows.add(name, prefix + "max", "ns", round, ofSorted(sorted, size, 1));
    }

    private static double quantile(final long[] values, final int count, final double share) {
        Arrays.sort(values, 0, count);
        return ofSorted(values, count, share);
    }

    private static double ofSorted(final long[] sorted, final int count, final double share) {
        return count == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(count * share) - 1)];
    }
}
