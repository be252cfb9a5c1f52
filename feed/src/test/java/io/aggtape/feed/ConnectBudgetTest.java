package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectBudgetTest {
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(5);

    private final ConnectBudget budget = new ConnectBudget();

    @Test
    void shouldStayBelowTheExchangesLimit() {
        assertThat(ConnectBudget.CONNECTS).isLessThan(300);
        for (int i = 0; i < ConnectBudget.CONNECTS; i++) {
            assertThat(budget.take(i)).isZero();
        }
        assertThat(budget.take(1_000)).isEqualTo(WINDOW_NS - 1_000);
    }

    @Test
    void shouldAllowOneMoreForEachThatIsFiveMinutesOld() {
        for (int i = 0; i < ConnectBudget.CONNECTS; i++) {
            budget.take(i);
        }
        assertThat(budget.take(WINDOW_NS)).isZero();
        assertThat(budget.take(WINDOW_NS)).isEqualTo(1);
        assertThat(budget.take(WINDOW_NS + 1)).isZero();
    }

    @Test
    void shouldBeAmpleWhileHalfOfItIsLeft() {
        for (int i = 0; i < ConnectBudget.CONNECTS / 2; i++) {
            assertThat(budget.isAmple(0)).isTrue();
            budget.take(0);
        }
        assertThat(budget.isAmple(WINDOW_NS - 1)).isFalse();
        assertThat(budget.isAmple(WINDOW_NS)).isTrue();
    }

    @Test
    void shouldNotCountWhatItRefused() {
        for (int i = 0; i < ConnectBudget.CONNECTS; i++) {
            budget.take(0);
        }
        for (int i = 0; i < 1_000; i++) {
            budget.take(1);
        }
        assertThat(budget.take(WINDOW_NS)).isZero();
    }
}
