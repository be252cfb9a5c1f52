package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeFault.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was appended after damage is readable, and so is all that was not damaged. */
class TapeRecoveryTest {
    private static final long DAY_MS = 86_400_000L;
    private static final int NEXT_ID = 100;

    @TempDir
    private Path directory;

    private final List<TapeFault> faults = new ArrayList<>();

    @Test
    void shouldChangeNothingWhereAllIsWell() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Object table = Files.getAttribute(directory.resolve(TapeOpening.METADATA_FILE), "unix:ino");
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(faults).isEmpty();
        assertThat(CycleFile.listIn(directory)).hasSize(1);
        assertThat(Files.getAttribute(directory.resolve(TapeOpening.METADATA_FILE), "unix:ino"))
                .isEqualTo(table);
    }

    @Test
    void shouldSetAsideAFileOfNoLength() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        truncate(0);
        assertThat(readAfterAppend()).containsExactly(NEXT_ID);
        assertSetAside();
    }

    @Test
    void shouldSetAsideALaterFileOfNoLengthAndNotGoBack() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final long tomorrow = ManualClock.START_MS / DAY_MS + 1;
        final Path later = Files.createFile(
                CycleFile.of(directory, RollCycle.DAILY, tomorrow).path());
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(later).isNotEmptyFile();
        assertSetAside();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 0x12, 0x20, 0x30, 0x52, 0x70, 0x98, 0xb9, 200, 205, 220, 240, 33_008})
    void shouldReadAllOfAFileWhoseHeadIsDamaged(final int at) throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path file = Tapes.file(directory);
        for (final int bit : new int[] {0, 3, 6, 7}) {
            Tapes.overwrite(file, at, (byte) (Tapes.read(file, at) ^ 1 << bit));
        }
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(CycleFile.listIn(directory)).hasSize(2);
        assertThat(faults.get(0).kind()).isEqualTo(Kind.SET_ASIDE);
        assertThat(TapeVerifier.verify(directory).documents().isIntact()).isFalse();
    }

    @Test
    void shouldReadBehindAHeadThatIsZero() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        Tapes.overwrite(Tapes.file(directory), 0, new byte[4096]);
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(faults).extracting(TapeFault::kind).contains(Kind.SET_ASIDE, Kind.HOLE);
    }

    @Test
    void shouldStoreACheckpointAtTheStartOfAFileThatReplacesADamagedOne() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        Tapes.overwrite(Tapes.file(directory), 0, (byte) 77);
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(11, 20));
        assertThat(CycleFile.listIn(directory)).hasSize(2);
        final CheckpointPlace place = CheckpointSearch.newestAtStart(directory);
        assertThat(place.file().isSetAside()).isFalse();
        assertThat(place.throughSequence()).isEqualTo(13);
    }

    @Test
    void shouldGoOnAfterATruncation() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        truncate(Tapes.positionOf(directory, 6) + 30);
        assertThat(readAfterAppend()).containsExactly(1, 2, 3, 4, 5, 6, NEXT_ID);
        assertThat(faults).extracting(TapeFault::kind).contains(Kind.SET_ASIDE, Kind.HOLE);
    }

    @Test
    void shouldGoOnWhereTheLastDocumentIsZero() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        Tapes.overwrite(Tapes.file(directory), Tapes.positionOf(directory, 9), new byte[400]);
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(9));
        assertThat(faults).isNotEmpty();
    }

    @Test
    void shouldNotUseTheSequenceOfADamagedLastDocumentAgain() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        // Behind ten trades and a seal stands the checkpoint.
        final long last = Tapes.positionOf(directory, 11);
        Tapes.overwrite(Tapes.file(directory), last + 50, (byte) 99);
        assertThat(TapeState.recover(directory).lastSequence()).isEqualTo(12);
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(faults).extracting(TapeFault::kind).containsExactly(Kind.CORRUPT_DOCUMENT);
    }

    @Test
    void shouldNotUseTheSequenceOfADamagedLastDocumentBehindACheckpointAgain() throws IOException {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        final ManualClock clock = new ManualClock();
        final TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock);
        try {
            for (int id = 1; id <= 3; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                clock.advance(id == 1 ? DAY_MS : 0);
            }
            // The second file: a trade, a checkpoint, a trade.
            final Path file = CycleFile.listIn(directory).get(1).path();
            Tapes.overwrite(file, FileCondition.endOf(file) - 20, (byte) 99);
            assertThat(TapeState.recover(directory).lastSequence()).isEqualTo(writer.lastSequence());
        } finally {
            writer.close();
        }
    }

    @Test
    void shouldGoOnBehindGarbageAfterTheEnd() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final byte[] garbage = new byte[500];
        new SplittableRandom(1).nextBytes(garbage);
        garbage[3] = 1;
        final Path file = Tapes.file(directory);
        Tapes.overwrite(file, FileCondition.endOf(file), garbage);
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(faults).isNotEmpty();
    }

    @Test
    void shouldClearWhatWasNeverCommitted() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path file = Tapes.file(directory);
        final byte[] part = new byte[100_000];
        new SplittableRandom(1).nextBytes(part);
        Tapes.overwrite(file, FileCondition.endOf(file) + Integer.BYTES, part);
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(faults).isEmpty();
        assertThat(CycleFile.listIn(directory)).hasSize(1);
    }

    @Test
    void shouldGoOnInAFileWithDamageInItsMiddle() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        Tapes.overwrite(Tapes.file(directory), Tapes.positionOf(directory, 4), new byte[60]);
        try (TapeWriter writer = Tapes.open(directory)) {
            final TapeState recovered = writer.recovered();
            final Instrument instrument = recovered.instruments().byIndex(0);
            assertThat(recovered.continuity().holesOf(instrument).toList()).containsExactly(new IdRange(5, 5));
        }
        assertThat(readAfterAppend()).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 10, NEXT_ID);
        assertThat(CycleFile.listIn(directory)).hasSize(1);
    }

    /** Power was lost after the header's page and the later documents were on the disk, and a page between them was not. */
    @Test
    void shouldKeepDocumentsBehindAHoleOfWhichTheHeaderDoesNotKnow() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path file = Tapes.file(directory);
        Tapes.setWritePosition(file, Tapes.positionOf(directory, 3));
        Tapes.zero(file, Tapes.positionOf(directory, 5), Tapes.positionOf(directory, 6));
        assertThat(readAfterAppend()).containsExactly(1, 2, 3, 4, 5, 7, 8, 9, 10, NEXT_ID);
        assertSetAside();
    }

    @Test
    void shouldKeepDocumentsBehindAVeryLongHole() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 3_000));
        final Path file = Tapes.file(directory);
        Tapes.setWritePosition(file, Tapes.positionOf(directory, 3));
        Tapes.zero(file, Tapes.positionOf(directory, 5), Tapes.positionOf(directory, 2_990));
        assertThat(readAfterAppend())
                .containsExactly(1, 2, 3, 4, 5, 2991, 2992, 2993, 2994, 2995, 2996, 2997, 2998, 2999, 3000, NEXT_ID);
        assertSetAside();
    }

    @Test
    void shouldKeepDocumentsWhereTheWritePositionAndAHeaderAreZero() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path file = Tapes.file(directory);
        final long position = Tapes.positionOf(directory, 5);
        Tapes.zero(file, 0x40, 0x50);
        Tapes.zero(file, position, position + Integer.BYTES);
        assertThat(readAfterAppend()).containsExactly(1, 2, 3, 4, 5, 7, 8, 9, 10, NEXT_ID);
        assertSetAside();
    }

    @Test
    void shouldSetAsideAFileWithWhatIsNoDocumentFarBehindItsEnd() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path file = Tapes.file(directory);
        Tapes.overwrite(file, FileCondition.endOf(file) + 300_000, new byte[] {1, 2, 3, 4, 5, 6, 7});
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertSetAside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a table", "zeros", "half"})
    void shouldMakeTheTableOfLocksAnew(final String content) throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path table = directory.resolve(TapeOpening.METADATA_FILE);
        if (content.equals("zeros")) {
            Files.write(table, new byte[131_072]);
        } else if (content.equals("half")) {
            Files.write(table, Arrays.copyOf(Files.readAllBytes(table), 100));
        } else {
            Files.writeString(table, content);
        }
        assertThat(readAfterAppend()).isEqualTo(idsAndNext(10));
        assertThat(faults).isEmpty();
        Files.delete(table);
        Tapes.write(directory, Tapes.SYMBOL, NEXT_ID + 1);
        assertThat(read()).endsWith(NEXT_ID, NEXT_ID + 1);
    }

    @Test
    void shouldGoOnWhereAMiddleFileIsMissing() throws IOException {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        final ManualClock clock = new ManualClock();
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock)) {
            for (int id = 1; id <= 3; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                clock.advance(DAY_MS);
            }
        }
        Files.delete(CycleFile.listIn(directory).get(1).path());
        assertThat(readAfterAppend()).containsExactly(1, 3, NEXT_ID);
        assertThat(TapeVerifier.verify(directory).documents().missingFiles()).hasSize(1);
    }

    private void assertSetAside() throws IOException {
        assertThat(faults).extracting(TapeFault::kind).contains(Kind.SET_ASIDE);
        assertThat(TapeVerifier.verify(directory).documents().faults())
                .anyMatch(fault -> fault.file().endsWith(".damaged-1"));
        assertThat(CycleFile.listIn(directory)).anyMatch(CycleFile::isSetAside);
    }

    private void truncate(final long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(Tapes.file(directory).toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private static long[] idsAndNext(final int last) {
        final long[] ids = Tapes.ids(1, last + 1);
        ids[last] = NEXT_ID;
        return ids;
    }

    private long[] readAfterAppend() {
        Tapes.write(directory, Tapes.SYMBOL, NEXT_ID);
        return read();
    }

    private long[] read() {
        faults.clear();
        try (TapeReader reader = TapeReader.open(directory, faults::add)) {
            return CollectingListener.read(reader).ids();
        }
    }
}
