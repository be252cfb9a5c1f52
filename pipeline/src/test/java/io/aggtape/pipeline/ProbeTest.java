package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private final Probe probe = new Probe(List.of("feed", "parser"));

    @Test
    void shouldNameTheThreadsThatHaveNotPassedIt() throws InterruptedException {
        probe.onPassed("feed");

        assertThat(probe.await(0)).isFalse();
        assertThat(probe.missing()).containsExactly("parser");
        assertThat(probe.roundTripNs("parser")).isNegative();
        assertThat(probe.roundTripNs("feed")).isPositive();
    }

    @Test
    void shouldBeDoneWhenEachThreadHasPassedIt() throws InterruptedException {
        probe.onPassed("parser");
        probe.onPassed("feed");

        assertThat(probe.await(0)).isTrue();
        assertThat(probe.missing()).isEmpty();
    }

    @Test
    void shouldCountTheFirstTimeOnly() throws InterruptedException {
        probe.onPassed("feed");
        final long firstNs = probe.roundTripNs("feed");
        probe.onPassed("feed");

        assertThat(probe.roundTripNs("feed")).isEqualTo(firstNs);
        assertThat(probe.await(0)).isFalse();
    }

    @Test
    void shouldTakeNoNoticeOfAThreadThatWasNotAsked() throws InterruptedException {
        probe.onPassed("journal");

        assertThat(probe.await(0)).isFalse();
        assertThat(probe.isPassed("journal")).isFalse();
    }
}
