package io.aggtape.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long WINDOW_NS = 100_000_000;

    @Test
    void shouldTakeTheLeastValueThatAShareDoesNotExceed() {
        final Latencies latencies = new Latencies(100);
        for (int i = 100; i > 0; i--) {
            latencies.add(0, i);
        }
        assertThat(latencies.quantile(0.5)).isEqualTo(50);
        assertThat(latencies.quantile(0.99)).isEqualTo(99);
        assertThat(latencies.quantile(1)).isEqualTo(100);
    }

    @Test
    void shouldLeaveTheStallOfOneWindowOutOfTheMedianOfWindows() {
        final Latencies latencies = new Latencies(30);
        for (int window = 0; window < 3; window++) {
            for (int i = 0; i < 10; i++) {
                latencies.add(window * WINDOW_NS + i, window == 1 ? 1_000_000 : 10 + window);
            }
        }
        assertThat(latencies.windowQuantile(0.99)).isEqualTo(12);
        assertThat(latencies.quantile(0.99)).isEqualTo(1_000_000);
    }

    @Test
    void shouldBeginAWindowWithTheFirstValueThatTheLastOneDoesNotReach() {
        final Latencies latencies = new Latencies(3);
        latencies.add(0, 1);
        latencies.add(WINDOW_NS - 1, 3);
        latencies.add(WINDOW_NS, 2);
        assertThat(latencies.windowQuantile(1)).isEqualTo(3);
    }

    @Test
    void shouldSayThatNothingIsNoNumber() {
        assertThat(new Latencies(1).quantile(0.5)).isNaN();
        assertThat(new Latencies(1).windowQuantile(0.5)).isNaN();
    }
}
