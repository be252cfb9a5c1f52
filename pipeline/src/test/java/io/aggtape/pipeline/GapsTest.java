package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GapsTest {
    /** Near the end of its range, where the monotonic clock of a JVM may begin. */
    private static final long START_NS = Long.MAX_VALUE - 50_000;

    private final HopRecorder recorder = new HopRecorder(Hop.HICCUP);
    private final IdleGaps idle = new IdleGaps(recorder, START_NS);

    @Test
    void shouldRecordHowLateTheThreadWasAfterEachTickOfAnIdleCycle() {
        idle.onCycle(START_NS, 0);
        idle.onCycle(START_NS + 9_999, 0);
        assertThat(recorded().getTotalCount()).isZero();
        idle.onCycle(START_NS + 10_250, 0);
        idle.onCycle(START_NS + 31_000, 0);

        final Histogram gaps = recorded();
        assertThat(gaps.getTotalCount()).isEqualTo(3);
        assertThat(gaps.getCountAtValue(250)).isEqualTo(1);
        assertThat(gaps.getCountAtValue(1_000)).isEqualTo(1);
        assertThat(gaps.getCountAtValue(11_000)).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhereTheClockWrapsAround() {
        idle.onCycle(START_NS, 0);
        idle.onCycle(START_NS + 100_100, 0);

        assertThat(START_NS + 100_100).isNegative();
        assertThat(recorded().getTotalCount()).isEqualTo(10);
    }

    @Test
    void shouldLeaveOutTheTicksOfACycleThatDidWork() {
        idle.onCycle(START_NS, 3);
        idle.onCycle(START_NS + 25_000, 0);
        assertThat(recorded().getTotalCount()).isZero();
        idle.onCycle(START_NS + 30_100, 0);

        final Histogram gaps = recorded();
        assertThat(gaps.getTotalCount()).isEqualTo(1);
        assertThat(gaps.getMaxValue()).isEqualTo(100);
    }

    @Test
    void shouldRecordALongGapAsManyTicksAtOnceAndNeverTooShort() {
        idle.onCycle(START_NS, 0);
        idle.onCycle(START_NS + 1_000_000_000, 0);

        final Histogram gaps = recorded();
        assertThat(gaps.getTotalCount()).isEqualTo(100_000);
        assertThat(gaps.getMaxValue()).isBetween(999_000_000L, 1_001_000_000L);
        assertThat(gaps.getValueAtPercentile(50)).isBetween(500_000_000L, 520_000_000L);
        assertThat(gaps.getMean()).isBetween(500_000_000.0, 510_000_000.0);
    }

    @Test
    void shouldRecordByHowMuchASleepWasLongerThanTheShortest() {
        final SleepGaps sleeps = new SleepGaps(recorder, START_NS);
        sleeps.onWake(START_NS + 1_060_000);
        sleeps.onWake(START_NS + 2_110_000);
        assertThat(recorded().getMaxValue()).isZero();
        sleeps.onWake(START_NS + 5_660_000);

        final Histogram gaps = recorded();
        assertThat(gaps.getTotalCount()).isEqualTo(3);
        assertThat(gaps.getMinNonZeroValue()).isBetween(499_000L, 500_000L);
        assertThat(gaps.getMaxValue()).isBetween(2_500_000L, 2_502_000L);
    }

    @Test
    void shouldAllocateNothing() {
        final long[] nowNs = {START_NS};
        final SleepGaps sleeps = new SleepGaps(recorder, START_NS);
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        nowNs[0] += i * 100L;
                        idle.onCycle(nowNs[0], i % 3);
                        sleeps.onWake(nowNs[0]);
                    }
                }))
                .isZero();
    }

    private Histogram recorded() {
        return recorder.interval(null);
    }
}
