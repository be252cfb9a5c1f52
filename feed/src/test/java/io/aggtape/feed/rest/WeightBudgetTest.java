package io.aggtape.feed.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The share of the weight, minute by minute, on a clock by hand. */
final class WeightBudgetTest {
    private static final long MINUTE_MS = 60_000;

    private long nowMs = 100 * MINUTE_MS + 20_000;
    private final WeightBudget budget = new WeightBudget(() -> nowMs, 100, 0.5);

    @Test
    void shouldAllowHalfOfTheLimitAndThenWaitForTheNextMinute() {
        for (int i = 0; i < 12; i++) {
            assertThat(budget.waitMs(4)).isZero();
            budget.spend(4);
        }
        assertThat(budget.used()).isEqualTo(48);
        assertThat(budget.waitMs(2)).isZero();
        assertThat(budget.waitMs(4)).isEqualTo(40_250);
        nowMs += 40_250;
        assertThat(budget.waitMs(4)).isZero();
        assertThat(budget.used()).isZero();
    }

    @Test
    void shouldCountWhatOthersBehindTheSameAddressUse() {
        budget.spend(4);
        budget.correct(49);
        assertThat(budget.waitMs(4)).isPositive();
    }

    @Test
    void shouldTakeTheLimitThatTheExchangeTells() {
        budget.spend(48);
        budget.limit(200);
        assertThat(budget.allowed()).isEqualTo(100);
        assertThat(budget.waitMs(4)).isZero();
    }

    @Test
    void shouldAllowNothingWhileItIsBlocked() {
        budget.block(120_000);
        budget.block(60_000);
        assertThat(budget.waitMs(1)).isEqualTo(120_000);
        assertThat(budget.isBlocked()).isTrue();
        nowMs += 119_999;
        assertThat(budget.waitMs(1)).isEqualTo(1);
        nowMs += 1;
        assertThat(budget.waitMs(1)).isZero();
        assertThat(budget.isBlocked()).isFalse();
    }

    @Test
    void shouldLetARequestThatWeighsMoreThanTheShareGoAlone() {
        assertThat(budget.waitMs(60)).isZero();
        budget.spend(60);
        assertThat(budget.waitMs(60)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void shouldRefuseAShareThatIsNone(final double share) {
        assertThatThrownBy(() -> new WeightBudget(() -> nowMs, 100, share))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
