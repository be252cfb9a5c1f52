package io.aggtape.feed.doctor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long this machine kept a thread waiting that never sleeps: the delay of events due every 100 us, which only watched
 * the clock.
 *
 * @param events how many were due.
 * @param p50Ns the median of the delays, nanoseconds.
 * @param p99Ns the 99th percentile, nanoseconds.
 * @param maxNs the longest, nanoseconds.
 * @param lostNs how much time went by in gaps over 100 us, nanoseconds.
 * @param measuredNs how long was measured, nanoseconds.
 */
record JitterFacts(long events, long p50Ns, long p99Ns, long maxNs, long lostNs, long measuredNs) {
    private static final long INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long BAD_P99_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long BAD_MAX_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Watches the clock for so long, nanoseconds; an interrupt ends it. */
    static JitterFacts measure(final long forNs) {
        final Histogram delays = new Histogram(HIGHEST_NS, 3);
        final long startNs = System.nanoTime();
        long dueNs = startNs + INTERVAL_NS;
        long lastNs = startNs;
        long lostNs = 0;
        while (lastNs - startNs < forNs && !Thread.currentThread().isInterrupted()) {
            final long nowNs = System.nanoTime();
            if (nowNs - lastNs > INTERVAL_NS) {
                lostNs += nowNs - lastNs;
            }
            lastNs = nowNs;
            for (; nowNs - dueNs >= 0; dueNs += INTERVAL_NS) {
                delays.recordValue(Math.min(nowNs - dueNs, HIGHEST_NS));
            }
        }
        return new JitterFacts(
                delays.getTotalCount(),
                delays.getValueAtPercentile(50),
                delays.getValueAtPercentile(99),
                delays.getMaxValue(),
                lostNs,
                lastNs - startNs);
    }

    Judgement judge() {
        final String result =
                "p50 " + Amounts.millis(p50Ns) + ", p99 " + Amounts.millis(p99Ns) + ", max " + Amounts.millis(maxNs);
        final List<String> details = List.of(
                "delays of " + events + " events due every 0.1 ms on a thread that spins, over "
                        + Amounts.seconds(measuredNs),
                "taken away in gaps over 0.1 ms: " + Amounts.millis(lostNs));
        if (p99Ns > BAD_P99_NS || maxNs > BAD_MAX_NS) {
            return Judgement.warn(
                    result,
                    details,
                    "other work, a hypervisor or power saving takes the cores away: expect as much in the latencies; "
                            + "give the recorder cores of its own");
        }
        return Judgement.pass(result, details);
    }
}
