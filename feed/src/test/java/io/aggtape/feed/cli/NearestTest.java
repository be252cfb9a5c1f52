package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
    private static final List<String> COMMANDS =
            List.of("record", "replay", "cat", "info", "verify", "latency", "demo", "exchange", "config");

    @ParameterizedTest
    @CsvSource({"recrod, record", "replya, replay", "verfy, verify", "exhcange, exchange", "dmeo, demo", "cta, cat"})
    void shouldFindTheNameThatWasMeant(final String typed, final String meant) {
        assertThat(Nearest.to(typed, COMMANDS)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, abd, 1", "abc, acb, 1", "abc, '', 3", "'', ab, 2", "kitten, sitting, 3"})
    void shouldCountEdits(final String a, final String b, final int edits) {
        assertThat(Nearest.edits(a, b)).isEqualTo(edits);
        assertThat(Nearest.edits(b, a)).isEqualTo(edits);
    }

    @Test
    void shouldFindNothingAmongNothing() {
        assertThat(Nearest.to("record", List.of())).isNull();
    }
}
