package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the gaps between looks at the clock come to. */
class CoreJitterTest {
    private static final long MEASURED_NS = TimeUnit.SECONDS.toNanos(1);
    private long nowNs;
    private long looks;

    @Test
    void shouldPassACoreThatIsNeverTakenAway() {
        final CoreJitter jitter = measure(0);
        assertThat(jitter.judge().verdict()).isEqualTo(Verdict.PASS);
        assertThat(jitter.lostPercent(1_000)).isZero();
        assertThat(jitter.gaps().getValueAtPercentile(50)).isEqualTo(100);
    }

    @Test
    void shouldTellWhatPartOfTheTimeWasLostInGaps() {
        // One look in 100,000 takes 2 ms: a gap of that length for each 10 ms of looking.
        final CoreJitter jitter = measure(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(jitter.lostPercent(1_000_000)).isEqualTo(100.0 * 2 / 12, within(0.5));
        assertThat(jitter.lostPercent(1_000)).isEqualTo(jitter.lostPercent(1_000_000));
        assertThat(jitter.lostPercent(10_000_000)).isZero();
        final Judgement judgement = jitter.judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.WARN);
        assertThat(judgement.result()).startsWith("cpu 7: longest gap 2.0").contains("in gaps over 10 us");
        assertThat(judgement.details()).anyMatch(line -> line.contains("   1 ms - 10 ms") && line.endsWith("#"));
    }

    @Test
    void shouldStopWhenToldTo() {
        final CoreJitter jitter = CoreJitter.measure("cpu 7", () -> nowNs += 100, MEASURED_NS, () -> ++looks > 10);
        assertThat(jitter.gaps().getTotalCount()).isEqualTo(10);
    }

    private CoreJitter measure(final long gapNs) {
        return CoreJitter.measure(
                "cpu 7", () -> nowNs += ++looks % 100_000 == 0 ? 100 + gapNs : 100, MEASURED_NS, () -> false);
    }
}
