package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextFileTest {
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldPrepareTheNextFileSomeSecondsBeforeTheRollUnseen() throws IOException {
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock);
                TapeReader reader = TapeReader.open(directory)) {
            final CollectingListener listener = new CollectingListener();
            write(writer, 1);
            goTo(DAY_MS - 11_000);
            work(writer);
            assertThat(prepared()).isEmpty();
            goTo(DAY_MS - 9_000);
            work(writer);
            assertThat(prepared()).hasSize(1);
            assertThat(CycleFile.listIn(directory)).hasSize(1);
            final Object inode = Files.getAttribute(prepared().get(0), "unix:ino");

            write(writer, 2);
            reader.poll(listener, 10);
            clock.advance(10_000);
            write(writer, 3);
            assertThat(prepared()).isEmpty();
            final List<CycleFile> files = CycleFile.listIn(directory);
            assertThat(files).hasSize(2);
            assertThat(Files.getAttribute(files.get(1).path(), "unix:ino")).isEqualTo(inode);
            while (listener.trades.size() < 3) {
                reader.poll(listener, 10);
            }
            assertThat(reader.faults()).isZero();
            writer.pageToucher().onClose();
        }
        assertThat(TapeVerifier.verify(directory).isComplete()).isTrue();
        assertThat(documentsOfChronicle())
                .isEqualTo(TapeState.recover(directory).lastSequence());
    }

    @Test
    void shouldRemoveWhatNobodyUsed() throws IOException {
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock)) {
            write(writer, 1);
            goTo(DAY_MS - 1_000);
            work(writer);
            assertThat(prepared()).hasSize(1);
            final Path first = prepared().get(0);
            clock.advance(2 * DAY_MS);
            work(writer);
            assertThat(prepared()).hasSize(1).doesNotContain(first);
            writer.pageToucher().onClose();
        }
        assertThat(prepared()).isEmpty();
        assertThat(directory.resolve(FileTemplate.DIRECTORY)).doesNotExist();
    }

    @Test
    void shouldRemoveWhatADeadWriterHadPrepared() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1);
        Files.writeString(directory.resolve("20300101F" + NextFile.SUFFIX), "half of it");
        Files.createDirectory(directory.resolve(FileTemplate.DIRECTORY));
        Tapes.write(directory, Tapes.SYMBOL, 2);
        assertThat(prepared()).isEmpty();
        assertThat(directory.resolve(FileTemplate.DIRECTORY)).doesNotExist();
    }

    @Test
    void shouldPrepareNothingWhereTheDiskRefuses() throws IOException {
        final ScriptedDisk disk = new ScriptedDisk();
        final TapeConfig config = Tapes.config(directory);
        final NextFile next = new NextFile(config, FileTemplate.make(config), disk);
        disk.grantLimitBytes = NextFile.PREPARED_BYTES - 1;
        assertThat(next.prepare(1, 1)).isFalse();
        assertThat(next.preparedBytes(1)).isZero();
        assertThat(directory).isEmptyDirectory();
        disk.grantLimitBytes = Long.MAX_VALUE;
        assertThat(next.prepare(1, NextFile.PREPARED_BYTES + 1)).isTrue();
        assertThat(next.preparedBytes(1)).isEqualTo(2 * NextFile.PREPARED_BYTES);
        next.discard();
        assertThat(directory).isEmptyDirectory();
    }

    /** The writer may still come to the cycle at hand where it had been silent so far. */
    @Test
    void shouldKeepTheCycleAtHandWhenItPreparesTheNext() throws IOException {
        final TapeConfig config = Tapes.config(directory);
        final NextFile next = new NextFile(config, FileTemplate.make(config), new ScriptedDisk());
        for (long cycle = 1; cycle <= 4; cycle++) {
            assertThat(next.prepare(cycle, 1)).isTrue();
            assertThat(next.preparedBytes(cycle)).isEqualTo(NextFile.PREPARED_BYTES);
            assertThat(next.preparedBytes(cycle - 1)).isEqualTo(cycle == 1 ? 0 : NextFile.PREPARED_BYTES);
            assertThat(next.preparedBytes(cycle - 2)).isZero();
        }
        next.onUsed(3);
        assertThat(next.preparedBytes(3)).isZero();
        assertThat(next.preparedBytes(4)).isPositive();
        next.discard();
        assertThat(next.preparedBytes(4)).isZero();
    }

    @Test
    void shouldRollOnceInACycleThatTheWriterAllButMissed() throws IOException {
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock)) {
            write(writer, 1);
            goTo(DAY_MS - 1_000);
            work(writer);
            final Object inode = Files.getAttribute(prepared().get(0), "unix:ino");
            clock.advance(DAY_MS);
            work(writer);
            write(writer, 2);
            assertThat(Files.getAttribute(CycleFile.listIn(directory).get(1).path(), "unix:ino"))
                    .isEqualTo(inode);
            writer.pageToucher().onClose();
        }
        assertThat(prepared()).isEmpty();
    }

    @Test
    void shouldRollEverySecond() throws IOException {
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.SECONDLY);
        try (TapeWriter writer = TapeWriter.open(config, clock)) {
            for (int id = 1; id <= 20; id++) {
                write(writer, id);
                work(writer);
                clock.advance(500);
                work(writer);
            }
            writer.pageToucher().onClose();
        }
        assertThat(CycleFile.listIn(directory)).hasSize(10);
        try (TapeReader reader = TapeReader.open(directory)) {
            long position = reader.position();
            final CollectingListener listener = new CollectingListener();
            while (reader.poll(listener, 1) > 0) {
                assertThat(reader.position()).isGreaterThan(position);
                position = reader.position();
            }
            assertThat(listener.ids()).isEqualTo(Tapes.ids(1, 20));
            assertThat(reader.faults()).isZero();
        }
    }

    private void goTo(final long timeOfDayMs) {
        clock.advance(timeOfDayMs - clock.time() % DAY_MS);
    }

    private void write(final TapeWriter writer, final long id) {
        writer.append(Tapes.trade(instrument, id));
        writer.commit();
    }

    private static void work(final TapeWriter writer) {
        while (writer.pageToucher().doWork() > 0) {
            // until it rests
        }
    }

    private List<Path> prepared() throws IOException {
        final List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + NextFile.SUFFIX)) {
            found.forEach(paths::add);
        }
        return paths;
    }

    private long documentsOfChronicle() {
        long count = 0;
        try (SingleChronicleQueue queue =
                        SingleChronicleQueueBuilder.binary(directory.toFile()).build();
                ExcerptTailer tailer = queue.createTailer()) {
            boolean isPresent = true;
            while (isPresent) {
                try (DocumentContext document = tailer.readingDocument()) {
                    isPresent = document.isPresent();
                    count += isPresent ? 1 : 0;
                }
            }
        }
        return count;
    }
}
