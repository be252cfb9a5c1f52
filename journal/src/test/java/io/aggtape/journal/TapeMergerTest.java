package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.MergeReport.Merged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeMergerTest {
    @TempDir
    private Path directory;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldFillTheHolesOfEachTapeFromTheOther() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 2, 5, 6, 7, 10);
        Tapes.write(directory.resolve("b"), Tapes.SYMBOL, 2, 3, 4, 5, 8, 9, 10, 11);
        final MergeReport report = merge("a", "b");
        assertThat(report.isComplete()).isTrue();
        assertThat(readOut().ids()).isEqualTo(Tapes.ids(1, 11));
        final Merged only = report.instruments().get(0);
        assertThat(only.counts()).isEqualTo(new MergeReport.Counts(11, 3, 0, 0));
        assertThat(only.shares())
                .containsExactly(
                        new MergeReport.Share(new IdRange(1, 10), 6, 3, 4),
                        new MergeReport.Share(new IdRange(2, 11), 8, 5, 2));
    }

    @Test
    void shouldTakeLateAndRepairedTradesInTheOrderOfTheirIds() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 9, 5, 4, 2, 3, 10, 8, 6, 7);
        Tapes.write(directory.resolve("b"), Tapes.SYMBOL, 10, 9, 8, 7, 6, 5);
        assertThat(merge("a", "b").isComplete()).isTrue();
        assertThat(readOut().ids()).isEqualTo(Tapes.ids(1, 10));
        assertThat(TapeVerifier.verify(out()).isComplete()).isTrue();
    }

    @Test
    void shouldSayWhatNoTapeHasUnlessOneKnowsThatItDoesNotExist() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 2, 7, 8, 11);
        Tapes.write(directory.resolve("b"), Tapes.SYMBOL, 1, 2, 7, 8, 11);
        final Gap gap = new Gap();
        gap.instrument = instrument;
        gap.state = GapState.ABSENT_AT_SOURCE;
        gap.firstId = 3;
        gap.lastId = 5;
        try (TapeWriter writer = Tapes.open(directory.resolve("b"))) {
            writer.append(gap);
        }
        final Merged only = merge("a", "b").instruments().get(0);
        assertThat(only.open()).containsExactly(new IdRange(6, 6), new IdRange(9, 10));
        assertThat(only.counts().absentIds()).isEqualTo(3);
        final VerifyReport.InstrumentReport verified =
                TapeVerifier.verify(out()).instruments().get(0);
        assertThat(verified.holes().open()).isEqualTo(only.open());
        assertThat(verified.holes().absentIds()).isEqualTo(3);
        final TapeState state = TapeState.recover(out());
        assertThat(state.continuity().openIds(state.instruments().byIndex(0))).isEqualTo(3);
    }

    @Test
    void shouldKeepBothContentsWhereTheyDiffer() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 2, 3);
        try (TapeWriter writer = Tapes.open(directory.resolve("b"))) {
            for (long id = 1; id <= 3; id++) {
                final AggTrade trade = Tapes.trade(instrument, id);
                trade.priceMantissa += id == 2 ? 1 : 0;
                writer.append(trade);
            }
        }
        final MergeReport report = merge("a", "b");
        assertThat(report.isComplete()).isFalse();
        assertThat(report.contentDifferences()).isEqualTo(1);
        assertThat(report.instruments().get(0).counts().differing()).isEqualTo(1);
        final CollectingListener merged = readOut();
        assertThat(merged.trades.get(1).priceMantissa).isEqualTo(Tapes.trade(instrument, 2).priceMantissa);
        assertThat(new String(merged.lastFrame, StandardCharsets.UTF_8))
                .contains("\"p\":\"91234.56000002\"", "\"p\":\"91234.56000003\"", "\"a\":2");
        assertThat(TapeVerifier.verify(out()).contentDifferences()).isEqualTo(1);
    }

    @Test
    void shouldTakeATimeInMillisecondsForTheSameAsOneInMicroseconds() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 11);
        final AggTrade coarse = Tapes.trade(instrument, 11);
        coarse.tradeTimeUs -= coarse.tradeTimeUs % 1_000;
        coarse.source = TradeSource.REST;
        try (TapeWriter writer = Tapes.open(directory.resolve("b"))) {
            writer.append(coarse);
        }
        assertThat(merge("b", "a").isComplete()).isTrue();
        assertThat(readOut().trades).singleElement().returns(TradeSource.LINE_A, trade -> trade.source);
    }

    @Test
    void shouldTakeOverWhatElseTheTapesTell() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 2);
        final RandomEvents events = new RandomEvents(new SplittableRandom(1));
        final Rejected rejected = events.rejected();
        rejected.reason = RejectReason.NOT_JSON;
        final LineEvent line = events.line();
        final SessionEvent session = events.session();
        final ClockEvent clock = events.clock();
        try (TapeWriter writer = Tapes.open(directory.resolve("b"))) {
            writer.append(session);
            writer.append(line);
            writer.append(rejected);
            writer.append(clock);
        }
        final MergeReport report = merge("a", "b");
        assertThat(report.inputs().get(1).events()).isEqualTo(4);
        assertThat(readOut().records)
                .contains(
                        CollectingListener.describe(session),
                        CollectingListener.describe(line),
                        CollectingListener.describe(rejected),
                        CollectingListener.describe(clock))
                .anySatisfy(record ->
                        assertThat(record).startsWith("session 7 true ").contains("input.1=a"));
    }

    @Test
    void shouldMergeATapeThatIsBeingWritten() {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 2);
        try (TapeWriter writer = Tapes.open(directory.resolve("b"))) {
            writer.append(Tapes.trade(instrument, 3));
            writer.commit();
            writer.append(Tapes.trade(instrument, 4));
            assertThat(merge("a", "b").isComplete()).isTrue();
        }
        assertThat(readOut().ids()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldMergeThreeMarketsAndTapes() {
        final Instruments instruments = new Instruments();
        final Market[] markets = Market.values();
        for (int i = 0; i < markets.length; i++) {
            try (TapeWriter writer = Tapes.open(directory.resolve("t" + i))) {
                writer.append(Tapes.trade(instruments.intern(markets[i], "BTCUSDT"), 5 + i));
                writer.append(Tapes.trade(instruments.intern(Market.SPOT, "ETHUSDT"), 5 + i));
            }
        }
        final MergeReport report = merge("t0", "t1", "t2");
        assertThat(report.isComplete()).isTrue();
        assertThat(report.instruments()).hasSize(4);
        assertThat(readOut().trades).hasSize(6);
    }

    @Test
    void shouldLeaveNothingBehindWhereItFails() throws IOException {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1);
        assertThatThrownBy(() -> merge("a", "nowhere")).isInstanceOf(JournalUnreadableException.class);
        assertThat(out()).doesNotExist();
        Files.createDirectory(out());
        assertThatThrownBy(() -> merge("a", "a")).isInstanceOf(JournalUnwritableException.class);
        assertThat(out()).isEmptyDirectory();
    }

    @Test
    void shouldHaveItsNameOnlyOnceItIsWhole() throws IOException {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1);
        Tapes.write(directory.resolve("b"), Tapes.SYMBOL, 2);
        final List<Boolean> seen = new ArrayList<>();
        TapeMerger.merge(
                List.of(directory.resolve("a"), directory.resolve("b")),
                Tapes.config(out()),
                MergeRig.session("a"),
                () -> {
                    seen.add(Files.exists(out()));
                    return System.currentTimeMillis();
                });
        assertThat(seen).isNotEmpty().containsOnly(false);
        try (Stream<Path> names = Files.list(directory)) {
            assertThat(names.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("a", "b", "out");
        }
    }

    @Test
    void shouldLeaveNoFileOfTradesPutAside() throws IOException {
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, Tapes.ids(1, 2_000));
        Tapes.write(directory.resolve("b"), Tapes.SYMBOL, Tapes.ids(1_000, 3_000));
        merge("a", "b");
        try (Stream<Path> files = Files.list(out())) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".merge-"));
        }
        assertThat(readOut().ids()).isEqualTo(LongStream.rangeClosed(1, 3_000).toArray());
    }

    private MergeReport merge(final String... names) {
        return new MergeRig(directory).merge(names);
    }

    private Path out() {
        return new MergeRig(directory).out();
    }

    private CollectingListener readOut() {
        return new MergeRig(directory).readOut();
    }
}
