package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.MaxOverTime.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxOverTimeTest {
    private final MaxOverTime maxima = new MaxOverTime();

    @Test
    void shouldLoseNoMaximumOfALongRunAndLeaveNoHole() {
        FlowSeed.run(random -> {
            final MaxOverTime longRun = new MaxOverTime();
            final int seconds = 1 + random.nextInt(40_000);
            final long[] maxNs = new long[seconds];
            for (int i = 0; i < seconds; i++) {
                maxNs[i] = random.nextLong(1_000_000);
                longRun.add(new Stretch(i, i + 1, maxNs[i]));
            }

            final List<Stretch> stretches = longRun.stretches();
            assertThat(stretches).hasSizeLessThanOrEqualTo(MaxOverTime.MAX_STRETCHES);
            int next = 0;
            for (final Stretch stretch : stretches) {
                assertThat(stretch.startS()).isEqualTo(next);
                long highest = 0;
                for (; next < stretch.endS(); next++) {
                    highest = Math.max(highest, maxNs[next]);
                }
                assertThat(stretch.maxNs()).isEqualTo(highest);
            }
            assertThat(next).isEqualTo(seconds);
        });
    }

    @Test
    void shouldTakeIntervalsOfTheSameTimeAsOne() {
        maxima.add(new Stretch(0, 1, 5));
        maxima.add(new Stretch(0, 1, 9));
        maxima.add(new Stretch(1, 2, 3));

        assertThat(maxima.stretches()).containsExactly(new Stretch(0, 1, 9), new Stretch(1, 2, 3));
    }
}
