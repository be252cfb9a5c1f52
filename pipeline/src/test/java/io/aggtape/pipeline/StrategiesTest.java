package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.PhasedBackoffWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategiesTest {
    private static final List<String> PARALLEL = List.of("parser", "metrics", "journal");

    @Test
    void shouldKnowWaitStrategiesByName() {
        assertThat(WaitStrategies.byName("blocking")).isInstanceOf(BlockingWaitStrategy.class);
        assertThat(WaitStrategies.byName("sleeping")).isInstanceOf(SleepingWaitStrategy.class);
        assertThat(WaitStrategies.byName("phased")).isInstanceOf(PhasedBackoffWaitStrategy.class);
        assertThat(WaitStrategies.byName("yielding")).isInstanceOf(YieldingWaitStrategy.class);
        assertThat(WaitStrategies.byName("busy-spin")).isInstanceOf(BusySpinWaitStrategy.class);
        assertThat(WaitStrategies.NAMES).hasSize(5).allSatisfy(WaitStrategies::byName);
    }

    @Test
    void shouldKnowIdleStrategiesByName() {
        assertThat(IdleStrategies.byName("sleep")).isInstanceOf(SleepingIdleStrategy.class);
        assertThat(IdleStrategies.byName("backoff")).isInstanceOf(BackoffIdleStrategy.class);
        assertThat(IdleStrategies.byName("yield")).isInstanceOf(YieldingIdleStrategy.class);
        assertThat(IdleStrategies.byName("busy-spin")).isInstanceOf(BusySpinIdleStrategy.class);
        assertThat(IdleStrategies.byName("noop")).isInstanceOf(NoOpIdleStrategy.class);
        assertThat(IdleStrategies.NAMES).hasSize(5).allSatisfy(IdleStrategies::byName);
    }

    @Test
    void shouldListTheNamesWhereOneIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitStrategies.byName("spin"))
                .withMessageContaining("blocking, sleeping, phased, yielding, busy-spin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdleStrategies.byName("park"))
                .withMessageContaining("sleep, backoff, yield, busy-spin, noop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto                                 | 1 | sleeping  | backoff",
                "auto                                 | 2 | yielding  | busy-spin",
                "auto                                 | 4 | yielding  | busy-spin",
                "auto                                 | 5 | busy-spin | busy-spin",
                "none                                 | 8 | sleeping  | backoff",
                "feed=7                               | 8 | sleeping  | busy-spin",
                "parser=0,metrics=1,journal=2         | 8 | busy-spin | backoff",
                "parser=0,metrics=0,journal=2         | 8 | yielding  | backoff",
                "feed=0,parser=0,metrics=1,journal=2  | 8 | yielding  | yield",
            })
    void shouldChooseByCoresAndByWhoSharesThem(
            final String cpu, final int cores, final String waits, final String idles) {
        final List<Integer> allowed = IntStream.range(0, cores).boxed().toList();
        final CpuPlan plan = CpuPlan.parse(cpu, new CpuTopology(allowed, cores, true), 1, PARALLEL);

        assertThat(WaitStrategies.defaultName(plan)).isEqualTo(waits);
        assertThat(IdleStrategies.defaultName(plan)).isEqualTo(idles);
    }
}
