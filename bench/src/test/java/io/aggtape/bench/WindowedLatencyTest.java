package io.aggtape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Percentiles by rank, and medians of windows by due time. */
class WindowedLatencyTest {
    private static final long START_NS = 5_000_000_000L;

    @Test
    void shouldTakePercentilesByRank() {
        final WindowedLatency latency = new WindowedLatency(10_000);
        for (int i = 10_000; i >= 1; i--) {
            latency.record(START_NS, i);
        }
        assertThat(latency.summary()).isEqualTo(new WindowedLatency.Summary(5_000, 9_900, 9_990, 9_999, 10_000));
    }

    @Test
    void shouldTakeTheLargestValueOfAWindowWithTooFewForTheRank() {
        final WindowedLatency latency = new WindowedLatency(2);
        latency.record(START_NS, 20);
        latency.record(START_NS, 10);
        assertThat(latency.summary()).isEqualTo(new WindowedLatency.Summary(10, 20, 20, 20, 20));
    }

    @Test
    void shouldNotLetOneSpoiltWindowSpoilTheMedian() {
        final WindowedLatency latency = new WindowedLatency(300);
        window(latency, 0, 10);
        window(latency, 1, 9_000_000);
        window(latency, 2, 30);
        assertThat(latency.summary()).isEqualTo(new WindowedLatency.Summary(30, 30, 30, 30, 9_000_000));
    }

    @Test
    void shouldTakeTheLowerMedianOfAnEvenNumberOfWindows() {
        final WindowedLatency latency = new WindowedLatency(200);
        window(latency, 0, 40);
        window(latency, 1, 20);
        assertThat(latency.summary().p99w()).isEqualTo(20);
    }

    @Test
    void shouldStartAWindowEvery100MillisecondsAfterTheFirstDueTime() {
        final WindowedLatency latency = new WindowedLatency(3);
        latency.record(START_NS, 1);
        latency.record(START_NS + WindowedLatency.WINDOW_NS - 1, 2);
        latency.record(START_NS + WindowedLatency.WINDOW_NS, 3);
        assertThat(latency.summary().p99w()).isEqualTo(2);
    }

    @Test
    void shouldNotCountWindowsWithoutAValue() {
        final WindowedLatency latency = new WindowedLatency(300);
        window(latency, 0, 10);
        window(latency, 50, 20);
        window(latency, 99, 30);
        assertThat(latency.summary().p99w()).isEqualTo(20);
    }

    @Test
    void shouldCountALateValueForTheWindowOfItsPredecessor() {
        final WindowedLatency latency = new WindowedLatency(3);
        latency.record(START_NS, 1);
        latency.record(START_NS + WindowedLatency.WINDOW_NS, 5);
        latency.record(START_NS + 1, 9);
        assertThat(latency.summary().p99w()).isEqualTo(1);
        assertThat(latency.count()).isEqualTo(3);
    }

    @Test
    void shouldHaveNoFiguresOfNothing() {
        assertThatThrownBy(() -> new WindowedLatency(1).summary()).isInstanceOf(IllegalStateException.class);
    }

    private static void window(final WindowedLatency latency, final int window, final long latencyNs) {
        for (int i = 0; i < 100; i++) {
            latency.record(START_NS + window * WindowedLatency.WINDOW_NS + i, latencyNs);
        }
    }
}
