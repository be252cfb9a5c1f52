package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeRetentionTest {
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldDeleteWhatEndedBeforeTheTimeToKeep() throws IOException {
        writeDays(6, CareConfig.NONE);
        assertThat(CycleFile.listIn(directory)).hasSize(6);
        retention(2 * DAY_MS + DAY_MS / 2, CareConfig.KEEP_ALL).deleteOld(endOfLastDay());
        assertThat(ids()).containsExactly(4, 5, 6);
    }

    @Test
    void shouldDeleteTheOldestUntilTheTapeFitsItsSize() throws IOException {
        writeDays(6, CareConfig.NONE);
        final long oneFile = DiskUse.bytesOf(CycleFile.listIn(directory).get(0).path());
        assertThat(oneFile).isBetween(4_096L, 1L << 20);
        assertThat(retention(CareConfig.KEEP_ALL, 3 * oneFile).deleteOld(0)).isEqualTo(3);
        assertThat(ids()).containsExactly(4, 5, 6);
        assertThat(TapeVerifier.verify(directory).documents().missingFiles()).isEmpty();
    }

    @Test
    void shouldKeepTheLastTwoWhateverIsAsked() throws IOException {
        writeDays(3, CareConfig.NONE);
        assertThat(retention(0, 0).deleteOld(Long.MAX_VALUE / 2)).isEqualTo(1);
        assertThat(retention(0, 0).deleteOld(Long.MAX_VALUE / 2)).isZero();
        assertThat(ids()).containsExactly(2, 3);
    }

    @Test
    void shouldDeleteWhatItCannotRead() throws IOException {
        writeDays(3, CareConfig.NONE);
        final long first = CycleFile.listIn(directory).get(0).number();
        final Path unreadable = Files.createDirectory(
                CycleFile.of(directory, RollCycle.DAILY, first - 1).path());
        final Path noTape =
                Files.write(CycleFile.of(directory, RollCycle.DAILY, first - 2).path(), new byte[] {1, 2, 3});
        assertThat(retention(2 * DAY_MS + DAY_MS / 2, CareConfig.KEEP_ALL).deleteOld(endOfLastDay()))
                .isEqualTo(2);
        assertThat(unreadable).doesNotExist();
        assertThat(noTape).doesNotExist();
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldDoNothingWhereNothingIsAsked() {
        assertThat(retention(CareConfig.KEEP_ALL, CareConfig.KEEP_ALL).isAsked())
                .isFalse();
        assertThat(retention(1, CareConfig.KEEP_ALL).isAsked()).isTrue();
        assertThat(retention(CareConfig.KEEP_ALL, 1).isAsked()).isTrue();
    }

    @Test
    void shouldWorkWhileOthersWriteAndReadAndLeaveNoDeletedFileOpen() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc/self/fd here");
        final CareConfig care = CareConfig.NONE.withLimits(2 * DAY_MS, CareConfig.KEEP_ALL);
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory).withCare(care), clock);
                TapeReader reader = TapeReader.open(directory)) {
            final CollectingListener listener = new CollectingListener();
            for (int id = 1; id <= 8; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                writer.pageToucher().doWork();
                if (id < 4) {
                    // A new file's first trade has a checkpoint behind it.
                    reader.poll(listener, 2);
                }
                writer.upkeep().doWork();
                clock.advance(DAY_MS);
            }
            assertThat(CycleFile.listIn(directory)).hasSizeBetween(3, 4);
            while (!reader.isAtEnd()) {
                reader.poll(listener, 1);
            }
            // It had the third file open and the others are gone; the writer's are there.
            assertThat(listener.ids()).startsWith(1, 2, 3).endsWith(6, 7, 8);
            writer.pageToucher().onClose();
            awaitNoDeletedFileOpen();
        }
    }

    @Test
    void shouldSurviveAFileThatVanishesBetweenListingAndOpening() throws IOException {
        writeDays(5, CareConfig.NONE);
        final List<CycleFile> files = CycleFile.listIn(directory);
        try (TapeReader reader = TapeReader.open(directory)) {
            final CollectingListener listener = new CollectingListener();
            Files.delete(files.get(0).path());
            reader.poll(listener, 1);
            assertThat(listener.ids()).containsExactly(2);
            Files.delete(files.get(2).path());
            Files.delete(files.get(3).path());
            while (!reader.isAtEnd()) {
                reader.poll(listener, 1);
            }
            assertThat(listener.ids()).containsExactly(2, 5);
            Files.delete(files.get(1).path());
            reader.moveToLastRecords(10);
            reader.poll(listener, 10);
            assertThat(listener.ids()).containsExactly(2, 5, 5);
        }
    }

    private static void awaitNoDeletedFileOpen() throws IOException {
        // Chronicle lets go of files on a thread of its own.
        final long endNs = System.nanoTime() + 20_000_000_000L;
        List<String> open = deletedFilesOpen();
        while (!open.isEmpty() && System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
            open = deletedFilesOpen();
        }
        assertThat(open).isEmpty();
    }

    private static List<String> deletedFilesOpen() throws IOException {
        final List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (final Path descriptor : descriptors) {
                final String target = targetOf(descriptor);
                if (target.contains(CycleFile.SUFFIX) && target.endsWith("(deleted)")) {
                    open.add(target);
                }
            }
        }
        return open;
    }

    private static String targetOf(final Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (final IOException e) {
            return "";
        }
    }

    private TapeRetention retention(final long keepMs, final long maxBytes) {
        return new TapeRetention(directory, CareConfig.NONE.withLimits(keepMs, maxBytes), () -> {});
    }

    private long endOfLastDay() throws IOException {
        final List<CycleFile> files = CycleFile.listIn(directory);
        return files.get(files.size() - 1).endMs();
    }

    private void writeDays(final int days, final CareConfig care) {
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory).withCare(care), clock)) {
            for (int id = 1; id <= days; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                writer.pageToucher().doWork();
                clock.advance(DAY_MS);
            }
            writer.pageToucher().onClose();
        }
    }

    private long[] ids() {
        try (TapeReader reader = TapeReader.open(directory)) {
            return CollectingListener.read(reader).ids();
        }
    }
}
