package io.aggtape.bench;

import java.util.Arrays;

/**
 * Latencies of a run with the time at which each was due, and their percentiles by windows of 100 ms: a stall of the
 * machine spoils one window, not the figure. Values are kept as they are and sorted afterwards, so that recording is two
 * stores and allocates nothing. For one thread.
 *
 * <p>The percentile {@code p} of {@code n} values is the one of rank {@code ceil(n * p / 100)}; the median of windows is
 * the lower one where their number is even. The C, Node and Python clients compute the same.
 */
public final class WindowedLatency {
    /** The length of a window in nanoseconds of due time. */
    public static final long WINDOW_NS = 100_000_000;

    /** Percentiles are given in hundredths of a percent, so that ranks are exact. */
    private static final int HUNDRED_PERCENT = 10_000;

    private final long[] dueNs;
    private final long[] latencyNs;
    private int count;

    /**
     * Latencies in nanoseconds: the median over all values, the median over windows of each window's 99th, 99.9th and
     * 99.99th percentile, and the largest value.
     */
    public record Summary(long p50, long p99w, long p999w, long p9999w, long max) {}

    /** Has room for this many values, whose memory is touched here. */
    public WindowedLatency(final int capacity) {
        dueNs = new long[capacity];
        latencyNs = new long[capacity];
    }

    /**
     * Keeps one value. Values come in the order of their due times; one that is due earlier than its predecessor counts
     * for the predecessor's window.
     *
     * @throws ArrayIndexOutOfBoundsException where there is no room.
     */
    public void record(final long valueDueNs, final long valueLatencyNs) {
        dueNs[count] = valueDueNs;
        latencyNs[count] = valueLatencyNs;
        count++;
    }

    /** How many values there are. */
    public int count() {
        return count;
    }

    /**
     * The figures of all values so far; windows start at the first due time, and those without a value do not count.
     *
     * @throws IllegalStateException where there is no value.
     */
    public Summary summary() {
        if (count == 0) {
            throw new IllegalStateException("no latency was recorded");
        }
        final long[] p99 = new long[count];
        final long[] p999 = new long[count];
        final long[] p9999 = new long[count];
        final long[] sorted = Arrays.copyOf(latencyNs, count);
        int windows = 0;
        int from = 0;
        while (from < count) {
            final int to = endOfWindow(from);
            Arrays.sort(sorted, from, to);
            p99[windows] = percentile(sorted, from, to, 9_900);
            p999[windows] = percentile(sorted, from, to, 9_990);
            p9999[windows] = percentile(sorted, from, to, 9_999);
            windows++;
            from = to;
        }
        Arrays.sort(sorted);
        return new Summary(
                percentile(sorted, 0, count, 5_000),
                median(p99, windows),
                median(p999, windows),
                median(p9999, windows),
                sorted[count - 1]);
    }

    private int endOfWindow(final int from) {
        final long window = (dueNs[from] - dueNs[0]) / WINDOW_NS;
        int to = from + 1;
        while (to < count && (dueNs[to] - dueNs[0]) / WINDOW_NS <= window) {
            to++;
        }
        return to;
    }

    private static long percentile(final long[] sorted, final int from, final int to, final int hundredths) {
        final long rank = ((long) (to - from) * hundredths + HUNDRED_PERCENT - 1) / HUNDRED_PERCENT;
        return sorted[from + (int) Math.max(rank, 1) - 1];
    }

    private static long median(final long[] values, final int length) {
        Arrays.sort(values, 0, length);
        return values[(length - 1) / 2];
    }
}
