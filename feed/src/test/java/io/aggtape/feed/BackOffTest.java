package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void shouldDoubleUpToItsCapWithJitterOfAHalf() {
        final BackOff backOff = new BackOff(new SplittableRandom(1));
        long ceiling = 250;
        for (int i = 0; i < 60; i++) {
            assertThat(backOff.nextMs(0)).isBetween(ceiling / 2, ceiling);
            ceiling = Math.min(30_000, ceiling * 2);
        }
    }

    @Test
    void shouldWaitAtLeastAsLongAsTheServerAsks() {
        assertThat(new BackOff(new SplittableRandom(1)).nextMs(120_000)).isEqualTo(120_000);
    }

    @Test
    void shouldStartOverOnlyWhenToldThatTheConnectionWasGood() {
        final BackOff backOff = new BackOff(new SplittableRandom(1));
        for (int i = 0; i < 10; i++) {
            backOff.nextMs(0);
        }
        backOff.reset();
        assertThat(backOff.nextMs(0)).isLessThanOrEqualTo(250);
    }
}
