package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HopRecorderTest {
    private final HopRecorder recorder = new HopRecorder(Hop.RECEIVE_TO_PARSED);

    @Test
    void shouldRecordAGroupAgainstOneReadingOfTheClock() {
        recorder.stamp(1_000);
        recorder.stamp(1_500);
        recorder.flush(2_000);
        recorder.flush(9_000);

        final Histogram interval = recorder.interval(null);
        assertThat(interval.getTotalCount()).isEqualTo(2);
        assertThat(interval.getMinValue()).isEqualTo(500);
        assertThat(interval.getMaxValue()).isEqualTo(1_000);
        assertThat(interval.getTag()).isEqualTo("receive-parsed");
    }

    @Test
    void shouldBeFullWithAWholeGroupAndRefuseMore() {
        for (int i = 0; i < HopRecorder.GROUP; i++) {
            assertThat(recorder.isFull()).isFalse();
            recorder.stamp(i);
        }
        assertThat(recorder.isFull()).isTrue();
        assertThatThrownBy(() -> recorder.stamp(1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        recorder.flush(100);
        assertThat(recorder.isFull()).isFalse();
        assertThat(recorder.interval(null).getTotalCount()).isEqualTo(HopRecorder.GROUP);
    }

    @Test
    void shouldRecordRepeatedLatenciesAsIfEachWereRecordedAlone() {
        FlowSeed.run(random -> {
            final HopRecorder repeated =
                    new HopRecorder(Hop.EXCHANGE_TO_RECEIVE, new HopRecorder(Hop.EXCHANGE_TO_RECEIVE_NEGATIVE));
            final HopRecorder alone =
                    new HopRecorder(Hop.EXCHANGE_TO_RECEIVE, new HopRecorder(Hop.EXCHANGE_TO_RECEIVE_NEGATIVE));
            long ns = 0;
            for (int i = 0; i < 10_000; i++) {
                ns = random.nextInt(4) == 0 ? random.nextLong(-1_000_000, HopRecorder.MAX_NS + 1_000) : ns;
                repeated.repeat(ns);
                alone.record(ns);
                if (random.nextInt(16) == 0) {
                    repeated.endRun();
                    assertThat(repeated.negativeCount()).isEqualTo(alone.negativeCount());
                }
            }
            repeated.endRun();
            repeated.endRun();

            assertThat(repeated.interval(null)).isEqualTo(alone.interval(null));
            assertThat(repeated.overflowCount()).isEqualTo(alone.overflowCount());
        });
    }

    @Test
    void shouldRecordRunsOfEqualStampsAsIfEachWereRecordedAlone() {
        FlowSeed.run(random -> {
            final HopRecorder grouped = new HopRecorder(Hop.RECEIVE_TO_PARSED, 64);
            final HopRecorder alone = new HopRecorder(Hop.RECEIVE_TO_PARSED);
            for (int round = 0; round < 500; round++) {
                final long nowNs = HopRecorder.MAX_NS + round;
                long beginNs = 0;
                for (int n = random.nextInt(64); n >= 0; n--) {
                    if (random.nextInt(4) == 0) {
                        // Some longer than the longest, some in the future.
                        beginNs = random.nextLong(-1_000, nowNs + 1_000);
                    }
                    grouped.stamp(beginNs);
                    alone.record(nowNs - beginNs);
                }
                grouped.flush(nowNs);
            }

            assertThat(grouped.interval(null)).isEqualTo(alone.interval(null));
            assertThat(grouped.overflowCount()).isEqualTo(alone.overflowCount());
            assertThat(grouped.negativeCount()).isEqualTo(alone.negativeCount());
        });
    }

    @Test
    void shouldCountWhatIsLongerThanAnHourAndRecordItAsOne() {
        recorder.record(HopRecorder.MAX_NS);
        assertThat(recorder.overflowCount()).isZero();
        recorder.record(HopRecorder.MAX_NS + 1);
        recorder.record(Long.MAX_VALUE);

        final Histogram interval = recorder.interval(null);
        assertThat(recorder.overflowCount()).isEqualTo(2);
        assertThat(interval.getTotalCount()).isEqualTo(3);
        assertThat(interval.valuesAreEquivalent(interval.getMinValue(), HopRecorder.MAX_NS))
                .isTrue();
    }

    @Test
    void shouldRecordMagnitudesOfNegativesApartAndNeverClampThem() {
        final HopRecorder negatives = new HopRecorder(Hop.EXCHANGE_TO_RECEIVE_NEGATIVE);
        final HopRecorder exchange = new HopRecorder(Hop.EXCHANGE_TO_RECEIVE, negatives);
        exchange.record(0);
        exchange.record(-1_000);
        exchange.record(Long.MIN_VALUE);

        assertThat(exchange.negativeCount()).isEqualTo(2);
        assertThat(exchange.interval(null).getTotalCount()).isEqualTo(1);
        assertThat(negatives.overflowCount()).isEqualTo(1);
        assertThat(negatives.interval(null).getMinValue()).isEqualTo(1_000);
    }

    @Test
    void shouldCountANegativeThatHasNoRecorderAndRecordItNowhere() {
        recorder.record(-1);

        assertThat(recorder.negativeCount()).isEqualTo(1);
        assertThat(recorder.interval(null).getTotalCount()).isZero();
    }

    @Test
    void shouldRecordEachOfARunOfEqualLatenciesOnceTheRunEnds() {
        for (final long ns : new long[] {5, 5, 7, -3, 7}) {
            recorder.repeat(ns);
        }
        assertThat(recorder.interval(null).getTotalCount()).isEqualTo(3);
        recorder.endRun();
        recorder.endRun();
        assertThat(recorder.interval(null).getCountAtValue(7)).isEqualTo(1);
        assertThat(recorder.negativeCount()).isEqualTo(1);
    }

    @Test
    void shouldLoseNothingBetweenIntervalsOfAnotherThread() throws InterruptedException {
        final int count = 500_000;
        final Thread writer = new Thread(() -> {
            for (int i = 1; i <= count; i++) {
                recorder.record(i);
            }
        });
        writer.start();
        long seen = 0;
        Histogram interval = null;
        while (seen < count) {
            interval = recorder.interval(interval);
            seen += interval.getTotalCount();
        }
        writer.join();
        assertThat(seen).isEqualTo(count);
        assertThat(recorder.interval(interval).getTotalCount()).isZero();
    }

    @Test
    void shouldAllocateNothing() {
        assertThat(Allocation.bytesOf(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        recorder.stamp(i);
                        recorder.stamp(i + 1);
                        recorder.flush(i * 1_000_000L);
                        recorder.record(-i);
                        recorder.record(Long.MAX_VALUE);
                    }
                }))
                .isZero();
    }
}
