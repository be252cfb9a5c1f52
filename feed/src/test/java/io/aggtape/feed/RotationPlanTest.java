package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationPlanTest {
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
    private static final long OPENED_MS = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldComeShortlyBeforeTheGreatestAge() {
        for (int i = 0; i < 1_000; i++) {
            final long ageMs = RotationPlan.DEFAULT.dueMs(OPENED_MS, random) - OPENED_MS;
            assertThat(ageMs).isBetween(21 * HOUR_MS, 23 * HOUR_MS);
        }
    }

    @Test
    void shouldSpreadLinesThatWereOpenedTogether() {
        assertThat(RotationPlan.DEFAULT.dueMs(OPENED_MS, random))
                .isNotEqualTo(RotationPlan.DEFAULT.dueMs(OPENED_MS, random));
    }

    @Test
    void shouldNeverComeWhereTheAgeIsZero() {
        assertThat(RotationPlan.NEVER.dueMs(OPENED_MS, random)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:00-04:30", "23:00-01:00", "11:00-13:00"})
    void shouldComeWithinTheWindowAndBeforeTheGreatestAge(final String window) {
        final RotationPlan plan = RotationPlan.of(23 * HOUR_MS, window);
        final LocalTime from = LocalTime.parse(window.substring(0, 5));
        final LocalTime to = LocalTime.parse(window.substring(6));
        for (int i = 0; i < 1_000; i++) {
            final long dueMs = plan.dueMs(OPENED_MS, random);
            assertThat(dueMs).isBetween(OPENED_MS, OPENED_MS + 23 * HOUR_MS);
            final LocalTime due =
                    Instant.ofEpochMilli(dueMs).atOffset(ZoneOffset.UTC).toLocalTime();
            final boolean isWithin = from.isBefore(to)
                    ? !due.isBefore(from) && due.isBefore(to)
                    : !due.isBefore(from) || due.isBefore(to);
            assertThat(isWithin).as("%s in %s", due, window).isTrue();
        }
    }

    @Test
    void shouldNotWaitForAWindowBeyondTheGreatestAge() {
        final RotationPlan plan = RotationPlan.of(2 * HOUR_MS, "20:00-21:00");
        assertThat(plan.dueMs(OPENED_MS, random)).isBetween(OPENED_MS + HOUR_MS, OPENED_MS + 2 * HOUR_MS);
    }

    @Test
    void shouldNotReplaceAgainAndAgainWithinOneShortWindow() {
        final RotationPlan plan = RotationPlan.of(23 * HOUR_MS, "02:00-02:30");
        long openedMs = OPENED_MS;
        for (int i = 0; i < 14; i++) {
            openedMs = plan.dueMs(openedMs, random);
        }
        assertThat(openedMs - OPENED_MS).isGreaterThan(6 * 24 * HOUR_MS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2:00-4:00", "02:00", "24:00-01:00", "02:00-04:60", "03:00-03:00"})
    void shouldRefuseWhatIsNoWindow(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationPlan.of(HOUR_MS, text))
                .withMessageContaining("window");
    }
}
