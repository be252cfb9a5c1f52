package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the tapes hold and in whatever order: what is delivered is what sorting all of it in memory gives. */
class OrderedReaderPropertyTest {
    private static final int STEPS = 3_000;
    private static final int SMALL_WINDOW = 16;

    @TempDir
    private Path directory;

    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void shouldOrderATapeWhoseTradesComeALittleLateWithoutPuttingThemAside() {
        write("a", 6, true);
        assertSame(List.of("a"), TapeSelection.ALL, 1_000, false);
    }

    @Test
    void shouldOrderATapeWhoseTradesComeFarTooLate() {
        write("a", 200, true);
        assertSame(List.of("a"), TapeSelection.ALL, SMALL_WINDOW, true);
    }

    @Test
    void shouldOrderByIdWhereTimesContradictIt() {
        write("a", 6, false);
        assertSame(List.of("a"), TapeSelection.ALL, SMALL_WINDOW, true);
    }

    @Test
    void shouldMakeOneSequenceOfSeveralTapes() {
        write("a", 6, true);
        write("b", 0, true);
        write("c", 6, true);
        assertSame(List.of("a", "b", "c"), TapeSelection.ALL, 1_000, false);
        assertSame(List.of("c", "a", "b"), TapeSelection.ALL, SMALL_WINDOW, null);
    }

    @Test
    void shouldMakeOneSequenceOfSeveralTapesInAnyDisorder() {
        write("a", 100, false);
        write("b", 100, false);
        assertSame(List.of("a", "b"), TapeSelection.ALL, SMALL_WINDOW, true);
    }

    @Test
    void shouldGiveOnlyWhatIsSelected() {
        write("a", 30, true);
        write("b", 30, true);
        final long startUs = ManualClock.START_MS * 1_000;
        final TapeSelection selection = TapeSelection.ALL
                .between(startUs + STEPS / 8 * 1_000L, startUs + STEPS / 5 * 1_000L)
                .ofSymbols(Set.of("AAAUSDT", "CCCUSDT"));
        assertSame(List.of("a", "b"), selection, SMALL_WINDOW, null);
        assertSame(List.of("a", "b"), selection, 1_000, false);
    }

    private void write(final String name, final int lateness, final boolean isTimeByIds) {
        new DisorderedTape(random.split(), lateness, isTimeByIds).write(directory.resolve(name), STEPS);
    }

    private void assertSame(
            final List<String> names, final TapeSelection selection, final int window, final Boolean isPutAside) {
        final List<AggTrade> trades = new ArrayList<>();
        final Map<String, IdRanges> absences = new HashMap<>();
        for (final String name : names) {
            read(directory.resolve(name), selection, trades, absences);
        }
        final List<Path> directories = names.stream().map(directory::resolve).toList();
        try (OrderedReader reader =
                OrderedReader.open(directories, selection, TapeFaultListener.NONE, directory, window)) {
            final CollectingListener collected = new CollectingListener();
            while (!reader.isAtEnd()) {
                reader.poll(collected, 1 + random.nextInt(50));
            }
            assertThat(collected.records)
                    .as(Seeds.describe(seed))
                    .containsExactlyElementsOf(OrderedOracle.order(trades, absences));
            assertThat(trades).as(Seeds.describe(seed)).isNotEmpty();
            if (isPutAside != null) {
                assertThat(reader.isPutAside()).as(Seeds.describe(seed)).isEqualTo(isPutAside);
            }
        }
    }

    private static void read(
            final Path tape,
            final TapeSelection selection,
            final List<AggTrade> trades,
            final Map<String, IdRanges> absences) {
        try (TapeReader reader = TapeReader.open(tape)) {
            final TapeListener listener = new TapeListener() {
                @Override
                public void onAggTrade(final AggTrade trade) {
                    if (selection.accepts(trade.tradeTimeUs) && selection.accepts(trade.instrument)) {
                        final AggTrade copy = new AggTrade();
                        copy.copyFrom(trade);
                        trades.add(copy);
                    }
                }

                @Override
                public void onGap(final Gap gap) {
                    if (gap.state == GapState.ABSENT_AT_SOURCE) {
                        absences.computeIfAbsent(gap.instrument.toString(), any -> new IdRanges())
                                .add(gap.firstId, gap.lastId);
                    }
                }
            };
            while (!reader.isAtEnd()) {
                reader.poll(listener, 100);
            }
        }
    }
}
