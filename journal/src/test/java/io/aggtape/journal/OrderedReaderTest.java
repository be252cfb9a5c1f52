package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedReaderTest {
    private static final long DAY_MS = 86_400_000L;
    private static final long START_NS = ManualClock.START_MS * 1_000_000;

    @TempDir
    private Path directory;

    @Test
    void shouldPutALateTradeInItsPlace() {
        write("a", 1, 2, 5, 6, 3, 4, 7);
        assertThat(read("a").ids()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void shouldTellOfAHoleBeforeTheTradeBehindIt() {
        write("a", 1, 2, 5, 6);
        assertThat(read("a").records)
                .satisfies(records -> assertThat(records.get(2))
                        .startsWith("gap spot:" + Tapes.SYMBOL + " OPENED 3 4 ")
                        .endsWith("not on the tape"))
                .hasSize(5);
    }

    @Test
    void shouldTellOnlyWhatNoTapeHas() {
        write("a", 1, 2, 6, 7);
        write("b", 1, 4, 6, 7);
        assertThat(read("a", "b").records.stream().filter(record -> record.startsWith("gap")))
                .satisfiesExactly(
                        gap -> assertThat(gap).contains(" OPENED 3 3 "),
                        gap -> assertThat(gap).contains(" OPENED 5 5 "));
    }

    @Test
    void shouldTellWhatTheSourceDoesNotHave() {
        try (TapeWriter writer = Tapes.open(directory.resolve("a"))) {
            final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
            writer.append(Tapes.trade(instrument, 1));
            writer.append(Tapes.trade(instrument, 6));
            final Gap gap = new Gap();
            gap.instrument = instrument;
            gap.state = GapState.ABSENT_AT_SOURCE;
            gap.firstId = 3;
            gap.lastId = 4;
            writer.append(gap);
        }
        assertThat(read("a").records.stream().filter(record -> record.startsWith("gap")))
                .satisfiesExactly(
                        gap -> assertThat(gap).contains(" OPENED 2 2 "),
                        gap -> assertThat(gap).contains(" ABSENT_AT_SOURCE 3 4 "),
                        gap -> assertThat(gap).contains(" OPENED 5 5 "));
    }

    @Test
    void shouldPreferTheCopyThatCameByALine() {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        for (final TradeSource source : List.of(TradeSource.REST, TradeSource.LINE_B, TradeSource.ARCHIVE)) {
            try (TapeWriter writer = Tapes.open(directory.resolve(source.name()))) {
                final AggTrade trade = Tapes.trade(instrument, 1);
                trade.source = source;
                writer.append(trade);
            }
        }
        assertThat(read("REST", "LINE_B", "ARCHIVE").trades)
                .singleElement()
                .extracting(trade -> trade.source)
                .isEqualTo(TradeSource.LINE_B);
    }

    @Test
    void shouldCountCopiesThatSaySomethingElse() {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        write("a", 1, 2);
        try (TapeWriter writer = Tapes.open(directory.resolve("b"))) {
            final AggTrade trade = Tapes.trade(instrument, 2);
            trade.priceMantissa++;
            writer.append(trade);
        }
        try (OrderedReader reader = open("a", "b")) {
            assertThat(readAll(reader).ids()).containsExactly(1, 2);
            assertThat(reader.contentDifferences()).isEqualTo(1);
        }
    }

    @Test
    void shouldPutStatesOfLinesAmongTradesByTheirTime() {
        try (TapeWriter writer = Tapes.open(directory.resolve("a"))) {
            final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
            writer.append(Tapes.trade(instrument, 1));
            writer.append(Tapes.trade(instrument, 2));
            writer.append(Tapes.trade(instrument, 3));
            final LineEvent line = new LineEvent();
            line.market = Market.SPOT;
            line.state = LineState.values()[0];
            line.timeNs = START_NS + 150_000;
            writer.append(line);
        }
        assertThat(read("a").records.stream().map(record -> record.split(" ")[0]))
                .containsExactly("trade", "line", "trade", "trade");
    }

    @Test
    void shouldGoToATimeBackAndForth() {
        write("a", Tapes.ids(1, 1_000));
        write("b", 5, 3, 1, 700, 1_001, 2);
        for (final int window : new int[] {4, 4_096}) {
            try (OrderedReader reader = open(window, "a", "b")) {
                assertThat(readAll(reader).ids()).hasSize(1_001);
                reader.seek(ManualClock.START_MS * 1_000 + 69_950);
                assertThat(readAll(reader).ids()).startsWith(700, 701).endsWith(1_000, 1_001);
                reader.seek(ManualClock.START_MS * 1_000 + 250);
                assertThat(readAll(reader).ids()).startsWith(3, 4, 5).hasSize(999);
                assertThat(reader.isPutAside()).isEqualTo(window == 4);
            }
        }
    }

    @Test
    void shouldEndWhereTheTapeEndedWhenItWasFirstRead() {
        write("a", 1, 2, 3);
        try (OrderedReader reader = open("a")) {
            final CollectingListener collected = new CollectingListener();
            while (reader.isPreparing()) {
                reader.poll(collected, 1);
            }
            write("a", 4, 5);
            assertThat(readAll(reader).ids()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldRefuseToPlayLessThanItHasProved() throws IOException {
        for (final int window : new int[] {2, 4_096}) {
            final Path tape = directory.resolve("days-" + window);
            final ManualClock clock = new ManualClock();
            final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
            try (TapeWriter writer = TapeWriter.open(Tapes.config(tape), clock)) {
                for (final long id : new long[] {4, 3, 2, 1, 5, 6}) {
                    writer.append(Tapes.trade(instrument, id));
                    writer.commit();
                    clock.advance(DAY_MS);
                }
            }
            try (OrderedReader reader = open(window, tape.getFileName().toString())) {
                final CollectingListener collected = new CollectingListener();
                reader.poll(collected, 1);
                assertThat(reader.isPreparing()).isEqualTo(window == 2);
                Files.delete(Tapes.file(tape));
                assertThatThrownBy(() -> readAll(reader))
                        .isInstanceOf(JournalUnreadableException.class)
                        .hasMessageContaining("has changed while it was read");
            }
        }
    }

    @Test
    void shouldCountDamageOnce() throws IOException {
        write("a", Tapes.ids(1, 20));
        final long atDocument = Tapes.positionOf(directory.resolve("a"), 6);
        Tapes.overwrite(Tapes.file(directory.resolve("a")), atDocument + 40, (byte) 0x55);
        final long faults;
        try (TapeReader reader = TapeReader.open(directory.resolve("a"))) {
            CollectingListener.read(reader);
            faults = reader.faults();
        }
        try (OrderedReader reader = open("a")) {
            readAll(reader);
            assertThat(reader.faults()).isEqualTo(faults).isPositive();
        }
    }

    @Test
    void shouldOrderTradesThatComeBackward() {
        final long[] backward = new long[600];
        for (int i = 0; i < backward.length; i++) {
            backward[i] = backward.length - i;
        }
        write("a", backward);
        try (OrderedReader reader = open(2, "a")) {
            assertThat(readAll(reader).ids()).containsExactly(Tapes.ids(1, backward.length));
            assertThat(reader.isPutAside()).isTrue();
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws IOException {
        write("a", 9, 8, 7, 6, 5, 4, 3, 2, 1);
        final Path aside = Files.createDirectory(directory.resolve("aside"));
        try (OrderedReader reader = OrderedReader.open(
                List.of(directory.resolve("a")), TapeSelection.ALL, TapeFaultListener.NONE, aside, 2)) {
            assertThat(readAll(reader).ids()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(reader.isPutAside()).isTrue();
        }
        assertThat(aside).isEmptyDirectory();
    }

    @Test
    void shouldRefuseADirectoryWithoutATape() {
        assertThatThrownBy(() -> open("nowhere")).isInstanceOf(JournalUnreadableException.class);
    }

    private void write(final String name, final long... ids) {
        Tapes.write(directory.resolve(name), Tapes.SYMBOL, ids);
    }

    private CollectingListener read(final String... names) {
        try (OrderedReader reader = open(names)) {
            return readAll(reader);
        }
    }

    private static CollectingListener readAll(final OrderedReader reader) {
        final CollectingListener collected = new CollectingListener();
        do {
            reader.poll(collected, 3);
        } while (!reader.isAtEnd());
        return collected;
    }

    private OrderedReader open(final String... names) {
        return open(OrderedReader.WINDOW_TRADES, names);
    }

    private OrderedReader open(final int window, final String... names) {
        final List<Path> tapes = Stream.of(names).map(directory::resolve).toList();
        return OrderedReader.open(tapes, TapeSelection.ALL, TapeFaultListener.NONE, directory, window);
    }
}
