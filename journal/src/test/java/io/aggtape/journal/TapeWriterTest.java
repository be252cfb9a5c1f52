package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeWriterTest {
    private static final long HOUR_MS = 3_600_000L;

    @TempDir
    private Path directory;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldShowNothingBeforeCommitAndAllAfter() {
        try (TapeWriter writer = Tapes.open(directory);
                TapeReader reader = TapeReader.open(directory)) {
            final CollectingListener listener = new CollectingListener();
            writer.append(Tapes.trade(instrument, 1));
            writer.append(Tapes.trade(instrument, 2));
            assertThat(reader.poll(listener, 10)).isZero();

            assertThat(writer.commit()).isTrue();
            assertThat(reader.poll(listener, 10)).isEqualTo(2);
            assertThat(listener.ids()).containsExactly(1, 2);
            assertThat(reader.documents()).isEqualTo(1);
        }
    }

    @Test
    void shouldHaveNothingToCommitInAnEmptyDocument() {
        try (TapeWriter writer = Tapes.open(directory)) {
            assertThat(writer.commit()).isFalse();
            assertThat(writer.documentsWritten()).isZero();
        }
    }

    @Test
    void shouldCloseADocumentAt64Records() {
        try (TapeWriter writer = Tapes.open(directory);
                TapeReader reader = TapeReader.open(directory)) {
            for (int id = 0; id < 130; id++) {
                writer.append(Tapes.trade(instrument, id));
            }
            assertThat(writer.recordsWritten()).isEqualTo(128);
            assertThat(writer.documentsWritten()).isEqualTo(2);
            assertThat(reader.poll(new CollectingListener(), 1)).isEqualTo(64);
            assertThat(reader.poll(new CollectingListener(), 1)).isEqualTo(64);
            assertThat(reader.poll(new CollectingListener(), 1)).isZero();
        }
    }

    @Test
    void shouldCommitWhatIsOpenWhenClosed() {
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(Tapes.trade(instrument, 1));
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1);
        }
    }

    @Test
    void shouldKeepARejectedFrameOf16Mebibytes() {
        final byte[] frame = new byte[16 << 20];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (byte) (i * 31);
        }
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(Tapes.trade(instrument, 1));
            writer.append(rejected(frame));
            writer.append(Tapes.trade(instrument, 2));
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            final CollectingListener listener = CollectingListener.read(reader);
            assertThat(listener.ids()).containsExactly(1, 2);
            assertThat(listener.lastFrame).isEqualTo(frame);
        }
    }

    @Test
    void shouldRefuseARecordThatNoReaderCouldTake() {
        try (TapeWriter writer = Tapes.open(directory)) {
            final Rejected rejected = rejected(new byte[TapeWriter.MAX_RECORD_BYTES]);
            assertThatThrownBy(() -> writer.append(rejected)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseASecondWriterAndNameTheFirst() {
        try (TapeWriter writer = Tapes.open(directory)) {
            assertThatThrownBy(() -> Tapes.open(directory))
                    .isInstanceOf(JournalLockedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            writer.append(Tapes.trade(instrument, 1));
            assertThat(writer.commit()).isTrue();
        }
    }

    @Test
    void shouldGoOnWhereTheTapeEnded() {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 3);
        try (TapeWriter writer = Tapes.open(directory)) {
            // Three trades, a seal and a checkpoint.
            assertThat(writer.lastSequence()).isEqualTo(5);
            writer.append(Tapes.trade(instrument, 4));
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1, 2, 3, 4);
            assertThat(reader.lastSequence()).isEqualTo(8);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldRemoveTheLockTableOfAWriterThatDied() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1);
        final Path lock = directory.resolve(JournalLock.FILE_NAME);
        Files.writeString(lock, "pid=1\nhost=elsewhere\nstarted=2026-01-01T00:00:00Z\nclosed=false\n");
        Files.writeString(directory.resolve(TapeOpening.METADATA_FILE), "not a table");
        Tapes.write(directory, Tapes.SYMBOL, 2);
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1, 2);
        }
    }

    @Test
    void shouldStartANewFileWithEachCycle() throws IOException {
        final ManualClock clock = new ManualClock();
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.HOURLY);
        try (TapeWriter writer = TapeWriter.open(config, clock);
                TapeReader reader = TapeReader.open(directory)) {
            final CollectingListener listener = new CollectingListener();
            for (int id = 1; id <= 4; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                reader.poll(listener, 10);
                clock.advance(HOUR_MS);
            }
            while (listener.trades.size() < 4) {
                reader.poll(listener, 10);
            }
            assertThat(listener.ids()).containsExactly(1, 2, 3, 4);
            assertThat(reader.faults()).isZero();
        }
        // The hour in which it closed has none: nothing was written in it.
        assertThat(CycleFile.listIn(directory)).hasSize(4);
    }

    @Test
    void shouldStayInItsFileWhenTheClockGoesBack() throws IOException {
        final ManualClock clock = new ManualClock();
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock)) {
            writer.append(Tapes.trade(instrument, 1));
            writer.commit();
            clock.advance(-48 * HOUR_MS);
            writer.append(Tapes.trade(instrument, 2));
        }
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock)) {
            writer.append(Tapes.trade(instrument, 3));
        }
        assertThat(CycleFile.listIn(directory)).hasSize(1);
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldRefuseAnotherRollCycleThanTheTapeHas() {
        Tapes.write(directory, Tapes.SYMBOL, 1);
        assertThatThrownBy(() -> TapeWriter.open(Tapes.config(directory).withRollCycle(RollCycle.HOURLY)))
                .isInstanceOf(JournalUnwritableException.class)
                .hasMessageContaining("DAILY");
        Tapes.write(directory, Tapes.SYMBOL, 2);
    }

    @Test
    void shouldRefuseAFileInPlaceOfADirectory() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Tapes.open(file)).isInstanceOf(JournalUnwritableException.class);
    }

    @Test
    void shouldRefuseToAppendWhenClosed() {
        final TapeWriter writer = Tapes.open(directory);
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.append(Tapes.trade(instrument, 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNotCallATapeClosedInOrderWhoseLastCommitFailed() throws IOException {
        final boolean[] isBroken = {false};
        final ManualClock clock = new ManualClock();
        final EpochClock breakable = () -> {
            if (isBroken[0]) {
                throw new IllegalStateException("no clock");
            }
            return clock.time();
        };
        final TapeWriter writer = TapeWriter.open(Tapes.config(directory), breakable);
        writer.append(Tapes.trade(instrument, 1));
        isBroken[0] = true;

        assertThatThrownBy(writer::close).hasMessageContaining("no clock");

        assertThat(directory.resolve(JournalLock.FILE_NAME)).content().contains("closed=false");
        Tapes.write(directory, Tapes.SYMBOL, 2);
        assertThat(directory.resolve(JournalLock.FILE_NAME)).content().contains("closed=true");
    }

    @Test
    void shouldWriteOnAnotherThreadThanTheOneThatOpened() throws InterruptedException {
        final TapeWriter writer = Tapes.open(directory);
        final Thread thread = new Thread(() -> {
            writer.append(Tapes.trade(instrument, 1));
            writer.commit();
            writer.close();
        });
        thread.start();
        thread.join();
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1);
        }
    }

    @Test
    void shouldWriteAQueueThatChroniclesOwnTailerReads() {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 100));
        try (ChronicleQueue queue =
                        SingleChronicleQueueBuilder.binary(directory.toFile()).build();
                ExcerptTailer tailer = queue.createTailer()) {
            final ByteBuffer bytes = ByteBuffer.allocateDirect(1024);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            final Bytes<?> document = Bytes.allocateElasticDirect();
            for (int sequence = 1; sequence <= 100; sequence++) {
                document.clear();
                assertThat(tailer.readBytes(document)).isTrue();
                final int length = (int) document.readRemaining();
                for (int i = 0; i < length; i++) {
                    buffer.putByte(i, document.readByte());
                }
                assertThat(DocumentSeal.isWellFormed(buffer, 0, length)).isTrue();
                assertThat(new DocumentSeal().isIntact(buffer, bytes, 0, length))
                        .isTrue();
                assertThat(DocumentSeal.sequence(buffer, 0)).isEqualTo(sequence);
            }
            document.releaseLast();
        }
    }

    private static Rejected rejected(final byte[] frame) {
        final Rejected rejected = new Rejected();
        rejected.reason = RejectReason.NOT_JSON;
        rejected.market = Market.SPOT;
        rejected.source = TradeSource.LINE_A;
        rejected.buffer = new UnsafeBuffer(frame);
        rejected.length = frame.length;
        return rejected;
    }

    @Test
    void shouldKeepTextThatIsNotAscii() {
        final LineEvent line = new LineEvent();
        line.market = Market.USDM;
        line.state = LineState.LIVE;
        line.reason = new String("naïve 币 \uD83D\uDE00".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(line);
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).records).startsWith(CollectingListener.describe(line));
        }
    }
}
