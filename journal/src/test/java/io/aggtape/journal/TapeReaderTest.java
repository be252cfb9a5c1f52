package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeReaderTest {
    private static final long HOUR_MS = 3_600_000L;

    @TempDir
    private Path directory;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldNameADirectoryThatDoesNotExist() {
        final Path missing = directory.resolve("nowhere");
        assertThatThrownBy(() -> TapeReader.open(missing))
                .isInstanceOf(JournalUnreadableException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void shouldNameAFileThatIsNoDirectory() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> TapeReader.open(file))
                .isInstanceOf(JournalUnreadableException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void shouldNameADirectoryThatHoldsNoTape() throws IOException {
        Files.writeString(directory.resolve("20261301F.cq4"), "no such month");
        assertThatThrownBy(() -> TapeReader.open(directory))
                .isInstanceOf(JournalUnreadableException.class)
                .hasMessageContaining("no tape files");
    }

    @Test
    void shouldReadATapeThatHasNoDocumentYet() {
        Tapes.open(directory).close();
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).records).isEmpty();
            reader.moveToEnd();
            reader.moveToStart();
            reader.moveToLastRecords(3);
            assertThat(reader.isAtEnd()).isTrue();
        }
    }

    @Test
    void shouldFollowAWriterOnAnotherThread() throws InterruptedException {
        final int count = 200_000;
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Thread thread = new Thread(() -> {
            final AggTrade trade = new AggTrade();
            try (TapeWriter writer = Tapes.open(directory)) {
                for (int id = 0; id < count; id++) {
                    Tapes.fill(trade, instrument, id);
                    writer.append(trade);
                    if (id % 7 == 0) {
                        writer.commit();
                    }
                }
            } catch (final RuntimeException e) {
                failure.set(e);
            }
        });
        Tapes.open(directory).close();
        try (TapeReader reader = TapeReader.open(directory)) {
            final SequenceListener listener = new SequenceListener();
            thread.start();
            while (listener.nextId < count && failure.get() == null) {
                if (reader.poll(listener, 10) == 0) {
                    Thread.onSpinWait();
                }
            }
            thread.join();
            assertThat(failure.get()).isNull();
            assertThat(listener.nextId).isEqualTo(count);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldFollowIntoNewFiles() {
        final ManualClock clock = new ManualClock();
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.HOURLY);
        try (TapeWriter writer = TapeWriter.open(config, clock);
                TapeReader reader = TapeReader.open(directory)) {
            final SequenceListener listener = new SequenceListener();
            for (int id = 0; id < 40; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                while (listener.nextId <= id) {
                    reader.poll(listener, 3);
                }
                if (id % 4 == 3) {
                    clock.advance(HOUR_MS);
                }
            }
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldCountAndSkipRecordsOfALaterSchema() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2);
        // A template that this version does not know, with a document that is sound.
        Tapes.rewriteRecord(directory, 0, (record, at) -> record.putShort(at + 2, (short) 999));
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(2);
            assertThat(reader.unknownRecords()).isEqualTo(1);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldReportARecordThatMakesNoSense() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2);
        Tapes.rewriteRecord(directory, 0, (record, at) -> record.putByte(at + 8 + 77, (byte) 99));
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(2);
            assertThat(reader.faults(TapeFault.Kind.UNREADABLE_RECORD)).isEqualTo(1);
        }
    }

    @Test
    void shouldMoveToTheStartAgain() {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 3);
        try (TapeReader reader = TapeReader.open(directory)) {
            CollectingListener.read(reader);
            reader.moveToStart();
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1, 2, 3);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldMoveToTheEndAndSeeOnlyWhatComesAfter() {
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(Tapes.trade(instrument, 1));
            writer.commit();
            try (TapeReader reader = TapeReader.open(directory)) {
                reader.moveToEnd();
                assertThat(reader.isAtEnd()).isTrue();
                assertThat(reader.lastSequence()).isEqualTo(1);
                final CollectingListener listener = new CollectingListener();
                writer.append(Tapes.trade(instrument, 2));
                writer.commit();
                assertThat(reader.poll(listener, 10)).isEqualTo(1);
                assertThat(listener.ids()).containsExactly(2);
            }
        }
    }

    @Test
    void shouldMoveToTheLastRecordsWhateverTheirDocuments() {
        final ManualClock clock = new ManualClock();
        final int count = 500;
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.HOURLY);
        try (TapeWriter writer = TapeWriter.open(config, clock)) {
            for (int id = 0; id < count; id++) {
                writer.append(Tapes.trade(instrument, id));
                if (id % 3 == 0 || id % 7 == 0) {
                    writer.commit();
                }
                if (id % 150 == 149) {
                    writer.commit();
                    clock.advance(HOUR_MS);
                }
            }
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            final List<String> all = CollectingListener.read(reader).records;
            assertThat(all).hasSizeGreaterThan(count);
            for (int wanted = 0; wanted <= all.size() + 1; wanted++) {
                reader.moveToLastRecords(wanted);
                assertThat(CollectingListener.read(reader).records)
                        .isEqualTo(all.subList(Math.max(0, all.size() - wanted), all.size()));
            }
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldPassOnlyTheEndOfATapeOnTheWayToItsLastRecords() {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 5_000));
        try (TailSeek seek = new TailSeek(directory, CycleWindow.DEFAULT_WINDOW_BYTES)) {
            assertThat(seek.seek(10)).isTrue();
            assertThat(seek.position()).isGreaterThan(Tapes.positionOf(directory, 4_980));
            assertThat(seek.recordsToSkip()).isLessThan(4);
        }
    }

    @Test
    void shouldReadThroughAWindowThatMoves() {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 3_000));
        try (TapeReader reader = TapeReader.open(directory, TapeFaultListener.NONE, 8_192)) {
            assertThat(CollectingListener.read(reader).ids()).isEqualTo(Tapes.ids(1, 3_000));
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldTellPositionsThatGrow() {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 100));
        try (TapeReader reader = TapeReader.open(directory)) {
            long position = reader.position();
            assertThat(position).isZero();
            while (reader.poll(new CollectingListener(), 1) > 0) {
                assertThat(reader.position()).isGreaterThan(position);
                position = reader.position();
            }
        }
    }

    @Test
    void shouldGoBackToEveryPlaceThatItTold() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final RandomTape tape = new RandomTape(directory, random);
        try (TapeWriter writer = tape.open()) {
            tape.write(writer, 3_000);
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            final List<Long> places = new ArrayList<>();
            final List<List<String>> documents = new ArrayList<>();
            while (!reader.isAtEnd()) {
                places.add(reader.position());
                documents.add(nextDocument(reader));
            }
            for (int i = 0; i < 500; i++) {
                final int any = random.nextInt(places.size());
                reader.moveTo(places.get(any));
                assertThat(nextDocument(reader)).as(Seeds.describe(seed)).isEqualTo(documents.get(any));
            }
        }
    }

    @Test
    void shouldSayThatTheFileOfAPlaceIsGone() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1);
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.poll(new CollectingListener(), 1);
            Files.delete(Tapes.file(directory));
            assertThatThrownBy(() -> reader.moveTo(reader.position()))
                    .isInstanceOf(JournalUnreadableException.class)
                    .hasMessageContaining("removed");
        }
    }

    @Test
    void shouldOpenWhileTheFirstFileIsStillEmpty() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1);
        Files.createFile(directory.resolve("20991231F.cq4"));
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1);
            assertThat(reader.faults()).isZero();
        }
    }

    /** Checks that ids come as 0, 1, 2, ... */
    private static final class SequenceListener implements TapeListener {
        private long nextId;

        @Override
        public void onAggTrade(final AggTrade trade) {
            assertThat(trade.id).isEqualTo(nextId);
            assertThat(trade.priceMantissa).isEqualTo(9_123_456_000_000L + nextId);
            nextId++;
        }
    }

    private static List<String> nextDocument(final TapeReader reader) {
        final CollectingListener listener = new CollectingListener();
        reader.poll(listener, 1);
        return listener.records;
    }
}
