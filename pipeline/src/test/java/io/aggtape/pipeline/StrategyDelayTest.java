package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyDelayTest {
    @TempDir
    private Path directory;

    @Test
    void shouldAlwaysBeWhatItIsFixedTo() {
        final StrategyDelay delay = StrategyDelay.fixed(1_500);
        assertThat(LongStream.generate(delay::nextNs).limit(10)).containsOnly(1_500L);
    }

    @Test
    void shouldRefuseANegativeOne() {
        assertThatThrownBy(() -> StrategyDelay.fixed(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDrawWhatWasRecordedAsOftenAsItWas() {
        final Histogram recorded = new Histogram(3);
        recorded.recordValueWithCount(100, 900);
        recorded.recordValueWithCount(1_000, 99);
        recorded.recordValueWithCount(1_500, 1);
        final StrategyDelay delay = StrategyDelay.of(recorded, 42);
        final Histogram drawn = new Histogram(3);
        for (int i = 0; i < 100_000; i++) {
            drawn.recordValue(delay.nextNs());
        }
        assertThat(drawn.getCountAtValue(100)).isBetween(89_000L, 91_000L);
        assertThat(drawn.getCountAtValue(1_000)).isBetween(9_000L, 10_800L);
        assertThat(drawn.getCountAtValue(1_500)).isBetween(30L, 300L);
        assertThat(drawn.getTotalCount())
                .isEqualTo(drawn.getCountAtValue(100) + drawn.getCountAtValue(1_000) + drawn.getCountAtValue(1_500));
    }

    @Test
    void shouldDrawTheSameAgain() {
        final Histogram recorded = new Histogram(3);
        LongStream.range(1, 2_000).forEach(recorded::recordValue);
        final StrategyDelay delay = StrategyDelay.of(recorded, 7);
        final long[] first = LongStream.generate(delay::nextNs).limit(100).toArray();
        delay.restart();
        assertThat(LongStream.generate(delay::nextNs).limit(100).toArray()).isEqualTo(first);
        assertThat(LongStream.generate(StrategyDelay.of(recorded, 8)::nextNs)
                        .limit(100)
                        .toArray())
                .isNotEqualTo(first);
    }

    @Test
    void shouldReadTheHopOfARecordedRun() throws IOException {
        final Path file = directory.resolve("latency.hlog");
        final HopRecorder parsed = new HopRecorder(Hop.RECEIVE_TO_PARSED);
        try (LatencyLog log = new LatencyLog(file, List.of(parsed), () -> 1_000, List.of())) {
            parsed.record(777);
            log.rotate();
        }
        assertThat(StrategyDelay.recorded(List.of(file), Hop.RECEIVE_TO_PARSED.tag(), 1)
                        .nextNs())
                .isEqualTo(777);
        assertThatThrownBy(() -> StrategyDelay.recorded(List.of(file), "receive-journaled", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only of receive-parsed");
    }
}
