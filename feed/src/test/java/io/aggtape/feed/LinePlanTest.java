package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinePlanTest {
    private static final List<String> FIVE = List.of("A", "B", "C", "D", "E");

    @Test
    void shouldUseAsFewLinesAsTheLimitAllows() {
        assertThat(LinePlan.share(FIVE, 5, 1)).containsExactly(FIVE);
        assertThat(LinePlan.share(FIVE, 2, 1)).containsExactly(List.of("A", "D"), List.of("B", "E"), List.of("C"));
    }

    @Test
    void shouldGiveEachFeedThreadALine() {
        assertThat(LinePlan.share(FIVE, 100, 2)).hasSize(2);
    }

    @Test
    void shouldNotMakeLinesWithoutStreams() {
        assertThat(LinePlan.share(List.of("A"), 100, 4)).hasSize(1);
    }
}
