package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What REST finds on a tape, against a map of all that was played. */
final class TapeStoreTest {
    private static final String[] SYMBOLS = {"AAAUSDT", "BBBUSDT", "CCCUSDT"};
    private static final int STEPS = 9_000;
    private static final int LOOKS = 300;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("aggtape.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<String> symbols = new ArrayList<>();
    private final List<AggTrade> trades = new ArrayList<>();

    @Test
    void shouldFindTheTradesThatWerePlayedAndNoOthers() {
        writeTape();
        for (int i = 0; i < 6; i++) {
            check(i == 0 ? 0 : random.nextInt(STEPS), 0);
        }
        check(trades.size(), 0);
    }

    @Test
    void shouldFindTheTradesOfLaterRounds() {
        writeTape();
        check(random.nextInt(STEPS), 1);
        check(random.nextInt(STEPS), 3);
    }

    @Test
    void shouldServeNothingButASelection() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int id = 0; id < 100; id++) {
                tape.add("AAAUSDT", SampleTape.trade(id, id));
                tape.add("BBBUSDT", SampleTape.trade(1_000 + id, id));
            }
        }
        final long startUs = SampleTrades.START_MS * 1_000;
        final ServedTape some = ServedTape.read(new TapePart(
                directory,
                Optional.of(Market.SPOT),
                new TapeSelection(startUs + 10_000, startUs + 30_000, Set.of("BBBUSDT"))));
        assertThat(some.symbols()).containsExactly("BBBUSDT");
        assertThat(some.trades()).isEqualTo(20);
        assertThat(some.tapeSymbols().iterator().next().firstId()).isEqualTo(1_010);
    }

    @Test
    void shouldSayWhatATapeHoldsThatLacksASymbol() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("AAAUSDT", SampleTape.trade(1, 1));
        }
        final TapePart other =
                new TapePart(directory, Optional.empty(), TapeSelection.ALL.ofSymbols(Set.of("XRPUSDT", "AAAUSDT")));
        assertThatThrownBy(() -> ServedTape.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no trades of XRPUSDT in that range; it holds AAAUSDT");
    }

    @Test
    void shouldNotSayThatATapeIsEmptyOfWhichItReadARangeOnly() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("AAAUSDT", SampleTape.trade(1, 1));
        }
        final TapeSelection later = TapeSelection.ALL.between(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThatThrownBy(() -> ServedTape.read(new TapePart(directory, Optional.empty(), later)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no trades of that range")
                .hasMessageNotContaining("no trades at all");
    }

    @Test
    void shouldPlaceTimesFarOffBehindItsTrades() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("AAAUSDT", SampleTape.trade(1, 1)).add("AAAUSDT", SampleTape.trade(5_000_000_001L, 1));
        }
        final ServedTape tape = ServedTape.read(TapePart.all(directory));
        final TapeSymbol symbol = tape.tapeSymbols().iterator().next();
        try (TapePages pages = new TapePages(tape)) {
            final TapeStore store = new TapeStore(tape, symbol, pages, new AtomicLong(2));
            store.onPlayed(store.positionOf(5_000_000_001L));
            for (long i = 0; i < 20; i++) {
                final long timeUs = 9_000_000_000_000_000_000L - i * 1_000_000_000_000_000L;
                assertThat(store.positionOfTime(timeUs)).isGreaterThanOrEqualTo(store.end());
                assertThat(store.endOfTime(timeUs)).isGreaterThanOrEqualTo(store.end());
            }
        }
    }

    @Test
    void shouldWantOneMarket() {
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            tape.add("AAAUSDT", SampleTape.trade(1, 1));
        }
        try (SampleTape tape = new SampleTape(directory, Market.USDM)) {
            tape.add("AAAUSDT", SampleTape.trade(1, 1));
        }
        assertThatThrownBy(() -> ServedTape.read(TapePart.all(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trades of spot and of usdm");
    }

    /** Ids that rise with holes, which are filled later or never, over several files. */
    private void writeTape() {
        final long[] nextIds = {1_000, 3_000_000_000L, 0};
        final List<List<Long>> missing = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (SampleTape tape = new SampleTape(directory, Market.SPOT)) {
            for (int i = 0; i < STEPS; i++) {
                final int symbol = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
                if (random.nextInt(200) == 0) {
                    final int hole = 1 + random.nextInt(60);
                    for (int n = 0; n < hole; n++) {
                        missing.get(symbol).add(nextIds[symbol]++);
                    }
                }
                final List<Long> holes = missing.get(symbol);
                final boolean isLate = !holes.isEmpty() && random.nextInt(4) == 0;
                final long id = isLate
                        ? holes.remove(random.nextBoolean() ? 0 : random.nextInt(holes.size()))
                        : nextIds[symbol]++;
                final AggTrade trade = SampleTape.trade(id, i + random.nextInt(50));
                tape.add(SYMBOLS[symbol], trade);
                trades.add(trade);
                symbols.add(SYMBOLS[symbol]);
                if (random.nextInt(2_000) == 0) {
                    tape.roll();
                }
            }
        }
    }

    /** Plays so many whole rounds and then so many trades, and looks at each symbol. */
    private void check(final int count, final int rounds) {
        final ServedTape tape = ServedTape.read(TapePart.all(directory));
        assertThat(tape.trades()).isEqualTo(trades.size());
        final AtomicLong played = new AtomicLong(tape.trades() * rounds + count);
        try (TapePages pages = new TapePages(tape)) {
            for (final TapeSymbol symbol : tape.tapeSymbols()) {
                final TapeStore store = new TapeStore(tape, symbol, pages, played);
                final TreeMap<Long, TradeRow> expected = new TreeMap<>();
                for (int round = 0; round <= rounds; round++) {
                    play(tape, symbol, round, round == rounds ? count : trades.size(), expected);
                }
                expected.keySet().forEach(store::onPlayed);
                for (int i = 0; i < LOOKS; i++) {
                    look(store, expected);
                }
            }
        }
    }

    private void play(
            final ServedTape tape,
            final TapeSymbol symbol,
            final int round,
            final int count,
            final TreeMap<Long, TradeRow> expected) {
        for (int i = 0; i < count; i++) {
            if (symbols.get(i).equals(symbol.name())) {
                final TradeRow row = new TradeRow();
                row.copyFrom(trades.get(i));
                row.shift(tape, symbol, round);
                expected.put(row.id - symbol.firstId(), row);
            }
        }
    }

    private void look(final TapeStore store, final TreeMap<Long, TradeRow> expected) {
        final String repeat = "-Daggtape.seed=" + seed;
        final long position = random.nextLong(store.end() + 3);
        final Long ceiling = expected.ceilingKey(position);
        if (ceiling == null) {
            assertThat(store.ceiling(position)).as(repeat).isGreaterThanOrEqualTo(store.end());
        } else {
            assertThat(store.ceiling(position)).as(repeat).isEqualTo(ceiling);
            assertSame(store, ceiling, expected.get(ceiling), repeat);
        }
        final Long floor = expected.floorKey(position);
        assertThat(store.floor(position)).as(repeat).isEqualTo(floor == null ? -1 : floor);
        final long timeUs = SampleTrades.START_MS * 1_000 + random.nextLong(4 * STEPS) * 1_000;
        final long first = store.positionOfTime(timeUs);
        final long end = store.endOfTime(timeUs);
        assertThat(expected.headMap(first).values()).as(repeat).allMatch(row -> row.timeUs < timeUs);
        assertThat(expected.tailMap(end).values()).as(repeat).allMatch(row -> row.timeUs > timeUs);
    }

    private static void assertSame(
            final TapeStore store, final long position, final TradeRow expected, final String repeat) {
        final TradeRow row = new TradeRow();
        store.read(position, row);
        assertThat(ServedTrade.of(row)).as(repeat).isEqualTo(ServedTrade.of(expected));
        assertThat(store.idAt(position)).as(repeat).isEqualTo(expected.id);
        assertThat(store.timeUsAt(position)).as(repeat).isEqualTo(expected.timeUs);
    }
}
