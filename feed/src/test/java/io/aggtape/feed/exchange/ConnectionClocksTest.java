package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import org.junit.jupiter.api.Test;

/** The rules of a connection and of REST weights that are about time, by hand-set clocks. */
final class ConnectionClocksTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldTakeFiveMessagesInAnySecond() {
        final MessageRate rate = new MessageRate(5);
        for (int i = 0; i < 5; i++) {
            assertThat(rate.accept(i * 100_000_000L)).isTrue();
        }

        assertThat(rate.accept(SECOND_NS - 1)).isFalse();
        assertThat(rate.accept(SECOND_NS)).isTrue();
        assertThat(rate.accept(SECOND_NS)).isFalse();
        assertThat(rate.accept(SECOND_NS + 100_000_000L)).isTrue();
    }

    @Test
    void shouldPingEveryTwentySecondsOnSpot() {
        final PingWatch watch = new PingWatch(Limits.of(Market.SPOT), 0);

        assertThat(watch.isPingDue(20 * SECOND_NS - 1)).isFalse();
        assertThat(watch.isPingDue(20 * SECOND_NS)).isTrue();
        watch.onPing("1", 20 * SECOND_NS);
        assertThat(watch.isPingDue(40 * SECOND_NS - 1)).isFalse();
    }

    @Test
    void shouldGiveUpAfterAMinuteWithoutThePong() {
        final PingWatch watch = new PingWatch(Limits.of(Market.SPOT), 0);
        watch.onPing("1", 0);
        watch.onPong("unsolicited");

        assertThat(watch.isTimedOut(60 * SECOND_NS)).isFalse();
        assertThat(watch.isTimedOut(60 * SECOND_NS + 1)).isTrue();
    }

    @Test
    void shouldTakeALaterPongForEarlierPings() {
        final PingWatch watch = new PingWatch(Limits.of(Market.SPOT), 0);
        watch.onPing("1", 0);
        watch.onPing("2", 20 * SECOND_NS);
        watch.onPing("3", 40 * SECOND_NS);
        watch.onPong("2");

        assertThat(watch.isTimedOut(100 * SECOND_NS)).isFalse();
        assertThat(watch.isTimedOut(100 * SECOND_NS + 1)).isTrue();
    }

    @Test
    void shouldCountWeightByTheMinute() {
        final WeightMeter meter = new WeightMeter(10);

        assertThat(meter.use(4, 60_000)).isEqualTo(4);
        assertThat(meter.use(6, 119_999)).isEqualTo(10);
        assertThat(meter.isOver(10)).isFalse();
        assertThat(meter.isOver(meter.use(1, 119_999))).isTrue();
        assertThat(meter.use(4, 120_000)).isEqualTo(4);
        assertThat(WeightMeter.secondsToNextMinute(60_000)).isEqualTo(60);
        assertThat(WeightMeter.secondsToNextMinute(119_999)).isEqualTo(1);
    }
}
