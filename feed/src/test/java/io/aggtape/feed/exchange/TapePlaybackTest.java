package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.TapeProgram.PlayClock;
import io.aggtape.feed.exchange.TapeProgram.PlayOrder;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a tape's trades are played and to whom, by a hand-set clock and without sockets. */
final class TapePlaybackTest {
    private static final long MS_NS = 1_000_000;

    @TempDir
    Path directory;

    private final TestSubscriber subscriber = new TestSubscriber();
    private long nowNs = 5_000 * MS_NS;
    private LoadedProgram program;

    @AfterEach
    void close() {
        program.player().onClose();
        program.resources().run();
    }

    private void load(final PlayClock clock, final Pace pace, final boolean isLoop) {
        load(clock, PlayOrder.ARRIVAL, pace, isLoop);
    }

    private void load(final PlayClock clock, final PlayOrder order, final Pace pace, final boolean isLoop) {
        final ServedTape tape = ServedTape.read(TapePart.all(directory));
        final ExchangeConfig config = ExchangeConfig.of(
                        tape.market(), Program.ofTape(new TapeProgram(tape, clock, order, isLoop)))
                .withPace(pace);
        program = LoadedProgram.of(
                config, new FaultBoard(Faults.none(), () -> nowNs), () -> nowNs, () -> SampleTrades.START_MS * MS_NS);
    }

    private Track track(final String symbol) {
        return program.tracks().get(symbol);
    }

    private void subscribe(final TestSubscriber one, final String... symbols) {
        final List<Track> tracks = List.of(symbols).stream().map(this::track).toList();
        tracks.forEach(track -> track.subscribe(one));
        program.player().onSubscribed(one, tracks);
    }

    private void workAt(final long ms) {
        nowNs = (5_000 + ms) * MS_NS;
        program.player().doWork();
    }

    private void workToTheEnd() {
        workAt(0);
        while (!program.player().hasNoMore()) {
            workAt(0);
        }
    }

    /** BTCUSDT with these ids, 10 ms apart. */
    private void tape(final long... ids) {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int i = 0; i < ids.length; i++) {
                tape.add("BTCUSDT", SampleTape.trade(ids[i], i * 10L));
            }
        }
    }

    @Test
    void shouldKeepTheDistancesOfReceiptAcrossSymbols() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("BTCUSDT", SampleTape.trade(1, 0))
                    .add("BTCUSDT", SampleTape.trade(2, 100))
                    .add("ETHUSDT", SampleTape.trade(50, 150))
                    .add("BTCUSDT", SampleTape.trade(3, 200));
        }
        load(PlayClock.ONE, Pace.recorded(), false);
        workAt(0);
        subscribe(subscriber, "BTCUSDT", "ETHUSDT");

        workAt(1_000);
        assertThat(subscriber.ids()).containsExactly(1L);
        workAt(1_149);
        assertThat(subscriber.ids()).containsExactly(1L, 2L);
        workAt(1_150);
        assertThat(subscriber.ids()).containsExactly(1L, 2L, 50L);
        workAt(1_200);
        workAt(1_200);
        assertThat(subscriber.ids()).containsExactly(1L, 2L, 50L, 3L);
        assertThat(program.player().hasNoMore()).isTrue();
        assertThat(track("BTCUSDT").served()).isEqualTo(3);
    }

    @Test
    void shouldPlayAnArchivesTradesAtTheDistancesOfTheirTimes() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int id = 0; id < 3; id++) {
                final AggTrade trade = SampleTape.trade(id, id * 100L);
                trade.source = TradeSource.ARCHIVE;
                trade.receiveTimeNs = 7;
                tape.add("BTCUSDT", trade);
            }
        }
        load(PlayClock.ONE, Pace.times(10), false);
        subscribe(subscriber, "BTCUSDT");
        workAt(0);
        workAt(19);
        assertThat(subscriber.ids()).containsExactly(0L, 1L);
        workAt(20);
        assertThat(subscriber.ids()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldNotPlayForWhoComesLateWhatOthersHaveHeard() {
        tape(1, 2, 3);
        load(PlayClock.ONE, Pace.recorded(), false);
        final TestSubscriber late = new TestSubscriber();
        subscribe(subscriber, "BTCUSDT");
        workAt(0);
        workAt(10);
        subscribe(late, "BTCUSDT");
        workAt(20);

        assertThat(subscriber.ids()).containsExactly(1L, 2L, 3L);
        assertThat(late.ids()).containsExactly(3L);
    }

    @Test
    void shouldWaitAtPaceMaxForASubscriberOfEverySymbolAndForTheSlowest() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("BTCUSDT", SampleTape.trade(1, 0)).add("ETHUSDT", SampleTape.trade(2, 0));
        }
        load(PlayClock.ONE, Pace.max(), false);
        subscribe(subscriber, "BTCUSDT");
        workAt(0);
        assertThat(subscriber.ids()).isEmpty();

        final TestSubscriber slow = new TestSubscriber();
        slow.isReady = false;
        subscribe(slow, "ETHUSDT");
        workAt(0);
        assertThat(subscriber.ids()).isEmpty();
        slow.isReady = true;
        workToTheEnd();
        assertThat(subscriber.ids()).containsExactly(1L);
        assertThat(slow.ids()).containsExactly(2L);
    }

    @Test
    void shouldBeginForEachConnectionAtTheStartAndWaitForItAlone() {
        tape(LongStream.range(0, 2_000).toArray());
        load(PlayClock.EACH, Pace.max(), false);
        final TestSubscriber slow = new TestSubscriber();
        subscribe(subscriber, "BTCUSDT");
        subscribe(slow, "BTCUSDT");
        workAt(0);
        slow.isReady = false;
        for (int i = 0; i < 20; i++) {
            workAt(0);
        }
        assertThat(subscriber.frames).hasSize(2_000);
        assertThat(slow.frames).hasSizeBetween(1, 1_999);

        final TestSubscriber late = new TestSubscriber();
        subscribe(late, "BTCUSDT");
        slow.isReady = true;
        workToTheEnd();
        assertThat(slow.frames).isEqualTo(subscriber.frames);
        assertThat(late.frames).isEqualTo(subscriber.frames);
    }

    @Test
    void shouldBeginAtTheStartWithWhatAConnectionSubscribesToLater() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("BTCUSDT", SampleTape.trade(1, 0)).add("ETHUSDT", SampleTape.trade(2, 0));
        }
        load(PlayClock.EACH, Pace.max(), false);
        subscribe(subscriber, "BTCUSDT");
        workToTheEnd();
        subscribe(subscriber, "ETHUSDT");
        workToTheEnd();
        assertThat(subscriber.ids()).containsExactly(1L, 2L);
    }

    @Test
    void shouldPlayNothingForAConnectionThatHasLeft() {
        tape(LongStream.range(0, 2_000).toArray());
        load(PlayClock.EACH, Pace.max(), true);
        subscribe(subscriber, "BTCUSDT");
        workAt(0);
        track("BTCUSDT").unsubscribe(subscriber);
        final int heard = subscriber.frames.size();
        workAt(0);
        workAt(0);
        assertThat(subscriber.frames).hasSize(heard);
    }

    @Test
    void shouldBeginAgainWithIdsAndTimesThatGoOn() {
        tape(10, 11, 13);
        load(PlayClock.ONE, Pace.max(), true);
        subscribe(subscriber, "BTCUSDT");
        workAt(0);

        assertThat(subscriber.ids().subList(0, 7)).containsExactly(10L, 11L, 13L, 14L, 15L, 17L, 18L);
        final Map<String, Object> first = WireClient.json(subscriber.frames.get(0));
        final Map<String, Object> again = WireClient.json(subscriber.frames.get(3));
        assertThat(again).containsEntry("f", 28).containsEntry("l", 29).containsEntry("p", first.get("p"));
        final long periodMs = (long) again.get("T") - (long) first.get("T");
        assertThat(periodMs).isEqualTo(22);
        assertThat((long) again.get("E") - (long) first.get("E")).isEqualTo(periodMs);
        assertThat(program.player().hasNoMore()).isFalse();
    }

    @Test
    void shouldShowByRestWhatWasPlayedAndNothingElse() {
        tape(1, 2, 4, 3);
        load(PlayClock.ONE, Pace.recorded(), false);
        subscribe(subscriber, "BTCUSDT");
        final TradeStore store = track("BTCUSDT").store();
        workAt(0);
        assertThat(store.end()).isEqualTo(1);
        workAt(20);
        assertThat(store.end()).isEqualTo(4);
        assertThat(store.ceiling(2)).isEqualTo(3);
        workAt(30);
        assertThat(store.ceiling(2)).isEqualTo(2);
        assertThat(subscriber.ids()).containsExactly(1L, 2L, 4L, 3L);
    }

    @Test
    void shouldPlayInTheOrderOfTheExchangeByItsTimes() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("BTCUSDT", SampleTape.trade(1, 0))
                    .add("BTCUSDT", SampleTape.trade(3, 200))
                    .add("ETHUSDT", SampleTape.trade(50, 50))
                    .add("BTCUSDT", SampleTape.trade(2, 100));
        }
        load(PlayClock.ONE, PlayOrder.EXCHANGE, Pace.recorded(), false);
        subscribe(subscriber, "BTCUSDT", "ETHUSDT");
        final TradeStore store = track("BTCUSDT").store();
        for (int i = 0; i < 10; i++) {
            workAt(0);
        }
        assertThat(subscriber.ids()).containsExactly(1L);
        workAt(100);
        assertThat(subscriber.ids()).containsExactly(1L, 50L, 2L);
        assertThat(store.ceiling(1)).isEqualTo(1);
        assertThat(store.end()).isEqualTo(2);
        workAt(200);
        workAt(200);
        assertThat(subscriber.ids()).containsExactly(1L, 50L, 2L, 3L);
        assertThat(program.player().hasNoMore()).isTrue();
    }

    @Test
    void shouldBeginAgainInTheOrderOfTheExchange() {
        tape(10, 13, 11);
        load(PlayClock.EACH, PlayOrder.EXCHANGE, Pace.max(), true);
        subscribe(subscriber, "BTCUSDT");
        while (subscriber.frames.size() < 7) {
            workAt(0);
        }
        assertThat(subscriber.ids().subList(0, 7)).containsExactly(10L, 11L, 13L, 14L, 15L, 17L, 18L);
        assertThat(track("BTCUSDT").store().ceiling(6)).isEqualTo(7);
    }

    @Test
    void shouldKeepDistancesOverAPause() throws InterruptedException {
        tape(1, 2, 3);
        load(PlayClock.ONE, Pace.recorded(), false);
        subscribe(subscriber, "BTCUSDT");
        workAt(0);
        final Thread pauser = new Thread(program.player()::pause);
        pauser.start();
        while (pauser.isAlive()) {
            workAt(5);
        }
        pauser.join();
        workAt(1_000);
        assertThat(subscriber.ids()).containsExactly(1L);
        program.player().resume();
        workAt(1_004);
        assertThat(subscriber.ids()).containsExactly(1L);
        workAt(1_009);
        assertThat(subscriber.ids()).containsExactly(1L, 2L);
    }
}
