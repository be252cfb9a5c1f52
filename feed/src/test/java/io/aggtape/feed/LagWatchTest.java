package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LagWatchTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final LagWatch watch = new LagWatch();

    @Test
    void shouldFindALineThatStaysBehind() {
        watch.poll(0, 0);
        for (int s = 1; s <= 30; s++) {
            assertThat(watch.poll(8 * SECOND_NS, s * SECOND_NS)).isFalse();
        }
        assertThat(watch.poll(8 * SECOND_NS, 31 * SECOND_NS)).isTrue();
    }

    @Test
    void shouldLetALineCatchUp() {
        watch.poll(0, 0);
        for (int s = 1; s <= 120; s++) {
            assertThat(watch.poll((40 - s / 4) * SECOND_NS, s * SECOND_NS)).isFalse();
        }
    }

    @Test
    void shouldNotTakeClocksThatDifferForLag() {
        for (int s = 0; s <= 100; s++) {
            assertThat(watch.poll(3_600 * SECOND_NS, s * SECOND_NS)).isFalse();
        }
    }

    @Test
    void shouldActOnceOnAClockThatWasSet() {
        watch.poll(0, 0);
        int acted = 0;
        for (int s = 1; s <= 300; s++) {
            acted += watch.poll(60 * SECOND_NS, s * SECOND_NS) ? 1 : 0;
        }
        assertThat(acted).isEqualTo(1);
    }
}
