package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Market;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When trades are played and to whom, by hand-set clocks and without sockets. */
final class PlaybackTest {
    private static final long MS_NS = 1_000_000;

    private final TestSubscriber subscriber = new TestSubscriber();
    private long nowNs = 5_000 * MS_NS;

    /** A track of trades with ids from 0 and these recorded times. */
    private static Track track(final String symbol, final long... timesMs) {
        final TradeColumns trades = new TradeColumns();
        final TradeRow row = new TradeRow();
        row.priceLength = 1;
        row.price[0] = '1';
        row.quantityLength = 1;
        row.quantity[0] = '2';
        for (int i = 0; i < timesMs.length; i++) {
            row.id = i;
            row.timeUs = timesMs[i] * 1_000;
            trades.add(row);
        }
        return new Track(Market.SPOT, new CsvSupply(symbol, trades), Set.of(), Faults.none());
    }

    private static Track longTrack(final String symbol, final int count) {
        return track(symbol, new long[count]);
    }

    private Playback playback(final Pace pace, final Track... tracks) {
        return new Playback(
                tracks,
                Stream.of(tracks).map(track -> (TradeSupply) track.store()).toArray(TradeSupply[]::new),
                pace,
                new FaultBoard(Faults.none(), () -> nowNs),
                () -> nowNs,
                () -> SampleTrades.START_MS * MS_NS);
    }

    private void workAt(final Playback playback, final long ms) {
        nowNs = (5_000 + ms) * MS_NS;
        playback.doWork();
        assertThat(subscriber.isUnflushed()).isFalse();
    }

    @Test
    void shouldStartATrackWhenSomebodySubscribesAndKeepRecordedDistances() {
        final Track track = track("A", 100, 110, 110, 150);
        final Playback playback = playback(Pace.recorded(), track);
        workAt(playback, 0);
        track.subscribe(subscriber);

        workAt(playback, 1_000);
        assertThat(subscriber.ids()).containsExactly(0L);
        workAt(playback, 1_009);
        assertThat(subscriber.ids()).containsExactly(0L);
        workAt(playback, 1_010);
        assertThat(subscriber.ids()).containsExactly(0L, 1L, 2L);
        assertThat(playback.hasNoMore()).isFalse();
        workAt(playback, 1_050);
        assertThat(subscriber.ids()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(playback.hasNoMore()).isTrue();
        assertThat(track.served()).isEqualTo(4);
    }

    @Test
    void shouldPlayNTimesAsFast() {
        final Track track = track("A", 0, 100, 200);
        final Playback playback = playback(Pace.times(10), track);
        track.subscribe(subscriber);

        workAt(playback, 0);
        workAt(playback, 9);
        assertThat(subscriber.ids()).containsExactly(0L);
        workAt(playback, 20);
        assertThat(subscriber.ids()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldNotSendWhatWasPlayedWhileNobodyListened() {
        final Track track = track("A", 0, 10, 20, 30);
        final Playback playback = playback(Pace.recorded(), track);
        track.subscribe(subscriber);
        workAt(playback, 0);
        track.unsubscribe(subscriber);
        workAt(playback, 20);
        track.subscribe(subscriber);
        workAt(playback, 30);

        assertThat(subscriber.ids()).containsExactly(0L, 3L);
        assertThat(track.served()).isEqualTo(2);
        assertThat(track.store().end()).isEqualTo(4);
    }

    @Test
    void shouldShareARateAmongStartedTracks() {
        final Track first = longTrack("A", 500);
        final Track second = longTrack("B", 500);
        final Track silent = longTrack("C", 500);
        final Playback playback = playback(Pace.rate(1_000), first, second, silent);
        workAt(playback, 0);
        first.subscribe(subscriber);
        second.subscribe(subscriber);

        workAt(playback, 1_000);
        assertThat(subscriber.frames).hasSize(1);
        workAt(playback, 1_100);

        assertThat(first.served() + second.served()).isEqualTo(101);
        assertThat(first.served()).isBetween(50L, 51L);
        assertThat(silent.served()).isZero();
    }

    @Test
    void shouldWaitForTheSlowestAtPaceMax() {
        final Track track = longTrack("A", 1_000);
        final TestSubscriber slow = new TestSubscriber();
        final Playback playback = playback(Pace.max(), track);
        workAt(playback, 0);
        assertThat(track.store().end()).isZero();

        track.subscribe(subscriber);
        track.subscribe(slow);
        workAt(playback, 0);
        final int sent = subscriber.frames.size();
        assertThat(sent).isPositive();
        slow.isReady = false;
        workAt(playback, 0);
        assertThat(subscriber.frames).hasSize(sent);
        slow.isReady = true;
        while (!playback.hasNoMore()) {
            workAt(playback, 0);
        }
        assertThat(subscriber.frames).hasSize(1_000).isEqualTo(slow.frames);
    }

    @Test
    void shouldEncodeEachShapeOnce() {
        final Track track = longTrack("A", 1);
        final TestSubscriber combined = new TestSubscriber();
        combined.isCombined = true;
        final Playback playback = playback(Pace.max(), track);
        track.subscribe(subscriber);
        track.subscribe(combined);
        workAt(playback, 0);

        assertThat(combined.frames)
                .containsExactly("{\"stream\":\"a@aggTrade\",\"data\":" + subscriber.frames.get(0) + '}');
    }

    @Test
    void shouldNotOverwriteFramesThatAreStillInFlight() {
        final Track track = longTrack("A", 2_000);
        final Playback playback = playback(Pace.max(), track);
        track.subscribe(subscriber);
        workAt(playback, 0);
        final FrameChunk chunk = subscriber.held.get(0);
        final String first = StandardCharsets.UTF_8
                .decode(chunk.frame(0, subscriber.frames.get(0).getBytes(StandardCharsets.UTF_8).length))
                .toString();
        while (!playback.hasNoMore()) {
            workAt(playback, 0);
        }

        assertThat(StandardCharsets.UTF_8
                        .decode(chunk.frame(0, first.getBytes(StandardCharsets.UTF_8).length))
                        .toString())
                .isEqualTo(first);
        assertThat(subscriber.held.stream().distinct().count()).isGreaterThan(2);
    }

    @Test
    void shouldKeepDistancesOverAPause() throws InterruptedException {
        final Track track = track("A", 0, 10, 20);
        final Playback playback = playback(Pace.recorded(), track);
        track.subscribe(subscriber);
        workAt(playback, 0);
        final Thread pauser = new Thread(playback::pause);
        pauser.start();
        while (pauser.isAlive()) {
            workAt(playback, 5);
        }
        pauser.join();
        workAt(playback, 1_000);
        assertThat(subscriber.ids()).containsExactly(0L);
        playback.resume();
        workAt(playback, 1_005);
        assertThat(subscriber.ids()).containsExactly(0L);
        workAt(playback, 1_010);
        assertThat(subscriber.ids()).containsExactly(0L, 1L);
    }

    @Test
    void shouldStopForEver() throws InterruptedException {
        final Track track = track("A", 0, 10, 20);
        final Playback playback = playback(Pace.recorded(), track);
        track.subscribe(subscriber);
        workAt(playback, 0);
        final Thread stopper = new Thread(playback::stop);
        stopper.start();
        while (stopper.isAlive()) {
            workAt(playback, 0);
        }
        stopper.join();
        playback.resume();
        workAt(playback, 1_000);

        assertThat(subscriber.ids()).containsExactly(0L);
        assertThat(playback.hasNoMore()).isTrue();
    }

    @Test
    void shouldSkipIds() {
        final Track track = new Track(Market.SPOT, longTrack("A", 5).store(), Set.of(1L, 3L), Faults.none());
        final Playback playback = playback(Pace.max(), track);
        track.subscribe(subscriber);
        workAt(playback, 0);

        assertThat(subscriber.ids()).containsExactly(0L, 2L, 4L);
        assertThat(track.served()).isEqualTo(3);
    }
}
