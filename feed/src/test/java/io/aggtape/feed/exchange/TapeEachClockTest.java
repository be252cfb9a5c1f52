package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.TapeProgram.PlayClock;
import io.aggtape.feed.exchange.TapeProgram.PlayOrder;
import io.aggtape.journal.Market;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection with a clock of its own hears when it leaves, or changes its mind, in the middle of the tape. */
final class TapeEachClockTest {
    private static final int TRADES = 2_000;

    @TempDir
    Path directory;

    private final TestSubscriber subscriber = new TestSubscriber();
    private LoadedProgram program;

    @BeforeEach
    void writeAndLoad() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int id = 0; id < TRADES; id++) {
                tape.add("BTCUSDT", SampleTape.trade(id, id)).add("ETHUSDT", SampleTape.trade(TRADES + id, id));
            }
        }
        load(directory);
    }

    private void load(final Path journal) {
        final ServedTape tape = ServedTape.read(TapePart.all(journal));
        final ExchangeConfig config = ExchangeConfig.of(
                        Market.SPOT, Program.ofTape(new TapeProgram(tape, PlayClock.EACH, PlayOrder.ARRIVAL, false)))
                .withPace(Pace.max());
        program = LoadedProgram.of(
                config, new FaultBoard(Faults.none(), () -> 0), () -> 0, () -> SampleTrades.START_MS * 1_000_000);
    }

    @AfterEach
    void close() {
        program.player().onClose();
        program.resources().run();
    }

    private void subscribe(final TestSubscriber one, final String... symbols) {
        final List<Track> tracks = Stream.of(symbols).map(program.tracks()::get).toList();
        tracks.forEach(track -> track.subscribe(one));
        program.player().onSubscribed(one, tracks);
    }

    private void unsubscribe(final TestSubscriber one, final String... symbols) {
        Stream.of(symbols).forEach(symbol -> program.tracks().get(symbol).unsubscribe(one));
    }

    private void workToTheEnd() {
        while (!program.player().hasNoMore()) {
            program.player().doWork();
        }
    }

    private static List<Long> ids(final long first) {
        return LongStream.range(first, first + TRADES).boxed().toList();
    }

    @Test
    void shouldBeginAgainAndOnlyOnceWithWhatAConnectionSubscribesToAgain() {
        subscribe(subscriber, "BTCUSDT", "ETHUSDT");
        program.player().doWork();
        unsubscribe(subscriber, "BTCUSDT");
        final int heard = subscriber.frames.size();
        subscribe(subscriber, "BTCUSDT");
        workToTheEnd();

        final List<Long> since = subscriber.ids().subList(heard, subscriber.frames.size());
        assertThat(since.stream().filter(id -> id < TRADES)).containsExactlyElementsOf(ids(0));
        assertThat(subscriber.ids().stream().filter(id -> id >= TRADES)).containsExactlyElementsOf(ids(TRADES));
    }

    @Test
    void shouldNotBeAtTheEndWhereTheOnlyConnectionLeavesBeforeIt() {
        subscribe(subscriber, "BTCUSDT", "ETHUSDT");
        program.player().doWork();
        unsubscribe(subscriber, "BTCUSDT", "ETHUSDT");
        program.player().doWork();
        program.player().doWork();
        assertThat(program.player().hasNoMore()).isFalse();

        final TestSubscriber again = new TestSubscriber();
        subscribe(again, "ETHUSDT");
        workToTheEnd();
        assertThat(again.ids()).containsExactlyElementsOf(ids(TRADES));
    }

    @Test
    void shouldBeAtTheEndWithTheLastTradeOfWhatTheOnlyConnectionWants() {
        try (SampleTape tape = new SampleTape(directory.resolve("long"), Market.SPOT)) {
            tape.add("BTCUSDT", SampleTape.trade(1, 0));
            for (int id = 0; id < TRADES; id++) {
                tape.add("ETHUSDT", SampleTape.trade(id, id));
            }
        }
        close();
        load(directory.resolve("long"));
        subscribe(subscriber, "BTCUSDT");
        program.player().doWork();
        unsubscribe(subscriber, "BTCUSDT");
        program.player().doWork();
        assertThat(subscriber.ids()).containsExactly(1L);
        assertThat(program.player().hasNoMore()).isTrue();
    }
}
