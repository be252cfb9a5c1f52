package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamWatchTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final StreamWatch watch = new StreamWatch(0);

    @Test
    void shouldAskAboutAStreamThatNeverDelivered() {
        assertThat(watch.poll(0, 29 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(0, 30 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
    }

    @Test
    void shouldProveAStreamMuteThatNeverDeliveredOnlyByATradeThatCameSince() {
        watch.poll(0, 30 * SECOND_NS);
        assertThat(watch.onNewest(100, -1, 30 * SECOND_NS)).isFalse();
        assertThat(watch.poll(0, 33 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
        assertThat(watch.onNewest(100, -1, 33 * SECOND_NS)).isFalse();
        assertThat(watch.poll(0, 36 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(0, 39 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
        assertThat(watch.onNewest(101, -1, 39 * SECOND_NS)).isTrue();
    }

    @Test
    void shouldGiveABusyStreamTenSecondsAndAQuietOneTwentyOfItsIntervals() {
        long trades = 0;
        for (int s = 1; s <= 10; s++) {
            trades += 100;
            watch.poll(trades, s * SECOND_NS);
        }
        assertThat(watch.poll(trades, 19 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(trades, 20 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);

        final StreamWatch quiet = new StreamWatch(0);
        for (int i = 1; i <= 10; i++) {
            quiet.poll(i, i * 5 * SECOND_NS);
        }
        assertThat(quiet.poll(10, 149 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(quiet.poll(10, 151 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
    }

    @Test
    void shouldProveAStreamMuteByAnIdThatDoesNotCome() {
        watch.poll(100, SECOND_NS);
        assertThat(watch.poll(100, 12 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
        assertThat(watch.onNewest(205, 200, 12 * SECOND_NS)).isFalse();
        assertThat(watch.poll(100, 14 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(100, 15 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
        assertThat(watch.onNewest(205, 200, 15 * SECOND_NS)).isTrue();
    }

    @Test
    void shouldClearAStreamThatDeliversAfterAll() {
        watch.poll(100, SECOND_NS);
        watch.poll(100, 12 * SECOND_NS);
        watch.onNewest(205, 200, 12 * SECOND_NS);
        assertThat(watch.poll(105, 13 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(105, 16 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
    }

    @Test
    void shouldLeaveAMarketInPeaceThatDoesNotTrade() {
        watch.poll(100, SECOND_NS);
        watch.poll(100, 12 * SECOND_NS);
        assertThat(watch.onNewest(200, 200, 12 * SECOND_NS)).isFalse();
        assertThat(watch.poll(100, 15 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(100, 40 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
    }

    @Test
    void shouldBeginAnewOnANewConnection() {
        watch.poll(0, 30 * SECOND_NS);
        watch.onNewest(100, -1, 30 * SECOND_NS);
        watch.begin(31 * SECOND_NS);
        assertThat(watch.poll(0, 60 * SECOND_NS)).isEqualTo(StreamWatch.Advice.NONE);
        assertThat(watch.poll(0, 61 * SECOND_NS)).isEqualTo(StreamWatch.Advice.ASK);
    }
}
