package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeFault.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeFaultTest {
    private static final int PAYLOAD = Integer.BYTES;
    private static final int FIRST_RECORD = PAYLOAD + DocumentSeal.HEADER_LENGTH + DocumentSeal.FRAME_LENGTH;

    @TempDir
    private Path directory;

    private final List<TapeFault> faults = new ArrayList<>();

    @Test
    void shouldReportAFlippedBitAndReadTheRest() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final long position = Tapes.positionOf(directory, 4);
        flip(position + FIRST_RECORD + 20);
        assertThat(read()).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 10);
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).kind()).isEqualTo(Kind.CORRUPT_DOCUMENT);
        assertThat(faults.get(0).position()).isEqualTo(position);
        assertThat(faults.get(0).sequence()).isEqualTo(5);
        assertThat(faults.get(0).description()).contains("checksum");
    }

    @Test
    void shouldReportAFlippedBitInTheSequence() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 3);
        flip(Tapes.positionOf(directory, 1) + PAYLOAD + DocumentSeal.SEQUENCE_OFFSET);
        assertThat(read()).containsExactly(1, 3);
        assertThat(kinds()).containsExactly(Kind.CORRUPT_DOCUMENT);
    }

    @Test
    void shouldReportAZeroedPayload() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final long position = Tapes.positionOf(directory, 4);
        zero(position + PAYLOAD, Tapes.positionOf(directory, 5));
        assertThat(read()).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 10);
        assertThat(kinds()).containsExactly(Kind.CORRUPT_DOCUMENT);
    }

    @Test
    void shouldFindTheWayOverAZeroedDocument() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        zero(Tapes.positionOf(directory, 4), Tapes.positionOf(directory, 5));
        assertThat(read()).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 10);
        assertThat(kinds()).containsExactly(Kind.HOLE, Kind.SEQUENCE_BREAK);
    }

    @Test
    void shouldFindTheWayOverAZeroedPage() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 1_000));
        final long page = (Tapes.positionOf(directory, 500) + 4095) & -4096L;
        zero(page, page + 4096);
        final long[] ids = read();
        assertThat(ids).startsWith(Tapes.ids(1, 500)).endsWith(Tapes.ids(600, 1_000));
        assertThat(ids.length).isBetween(950, 975);
        assertThat(kinds()).endsWith(Kind.HOLE, Kind.SEQUENCE_BREAK);
    }

    @Test
    void shouldReportAZeroedLastDocumentOnce() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        // Behind the trades stand a seal and a checkpoint.
        final long position = Tapes.positionOf(directory, 11);
        zero(position, position + 400);
        try (TapeReader reader = TapeReader.open(directory, faults::add)) {
            final CollectingListener listener = new CollectingListener();
            for (int i = 0; i < 20; i++) {
                reader.poll(listener, 10);
            }
            assertThat(listener.ids()).isEqualTo(Tapes.ids(1, 10));
        }
        assertThat(kinds()).containsExactly(Kind.HOLE);
    }

    @Test
    void shouldGoOnBehindAZeroedTailThatAWriterWentPast() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        zero(Tapes.positionOf(directory, 7), Tapes.positionOf(directory, 9));
        Tapes.write(directory, Tapes.SYMBOL, 11, 12);
        assertThat(read()).containsExactly(1, 2, 3, 4, 5, 6, 7, 10, 11, 12);
        assertThat(kinds()).containsExactly(Kind.HOLE, Kind.SEQUENCE_BREAK);
    }

    @Test
    void shouldNotTrustALengthThatIsDamaged() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final long position = Tapes.positionOf(directory, 4);
        for (final byte[] length : new byte[][] {{7, 0, 0, 0}, {0, 1, 0, 0}, {-1, -1, -1, 0x3F}, {-1, -1, 3, 0}}) {
            faults.clear();
            Tapes.overwrite(Tapes.file(directory), position, length);
            assertThat(read()).containsExactly(1, 2, 3, 4, 6, 7, 8, 9, 10);
            assertThat(kinds()).contains(Kind.HOLE);
        }
    }

    @Test
    void shouldReadAFileThatWasCutShort() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        try (RandomAccessFile file = new RandomAccessFile(Tapes.file(directory).toFile(), "rw")) {
            file.setLength(Tapes.positionOf(directory, 6) + 30);
        }
        assertThat(read()).isEqualTo(Tapes.ids(1, 6));
        assertThat(kinds()).containsExactly(Kind.HOLE);
    }

    @Test
    void shouldReportABreakOfTheSequence() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 5));
        final CycleFile file = CycleFile.listIn(directory).get(0);
        final FileTemplate template = FileTemplate.make(Tapes.config(directory));
        // As if the writer had been told that 9 documents were there.
        final Path longer = directory.resolve("longer");
        Tapes.write(longer, Tapes.SYMBOL, Tapes.ids(1, 7));
        final TapeState told = TapeState.recover(longer);
        assertThat(told.lastSequence()).isEqualTo(9);
        try (TapeWriter writer = TapeOpening.openUnlocked(
                Tapes.config(directory),
                new ManualClock(),
                template,
                new TapeOpening.Start(null, file.startMs(), told, file))) {
            writer.append(Tapes.trade(new Instruments().intern(Market.SPOT, Tapes.SYMBOL), 10));
        }
        assertThat(read()).containsExactly(1, 2, 3, 4, 5, 10);
        assertThat(kinds()).containsExactly(Kind.SEQUENCE_BREAK);
        assertThat(faults.get(0).description()).contains("8").contains("10");
    }

    @Test
    void shouldNeverDeliverAWrongTradeFromANoisyTape() throws IOException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(0, 299));
        final Path file = Tapes.file(directory);
        final long first = Tapes.positionOf(directory, 0);
        final long end = Tapes.positionOf(directory, 299) + 100;
        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < 3; i++) {
                final byte[] noise = new byte[random.nextInt(1, 40)];
                if (random.nextBoolean()) {
                    random.nextBytes(noise);
                }
                Tapes.overwrite(file, random.nextLong(first, end - noise.length), noise);
            }
            for (final AggTrade trade : readTrades()) {
                final AggTrade original = Tapes.trade(trade.instrument, trade.id);
                assertThat(CollectingListener.describe(trade))
                        .as(Seeds.describe(seed))
                        .isEqualTo(CollectingListener.describe(original));
                assertThat(trade.id).as(Seeds.describe(seed)).isBetween(0L, 299L);
            }
            assertThat(faults).as(Seeds.describe(seed)).isNotEmpty();
        }
    }

    private long[] read() {
        return readTrades().stream().mapToLong(trade -> trade.id).toArray();
    }

    private List<AggTrade> readTrades() {
        try (TapeReader reader = TapeReader.open(directory, faults::add)) {
            final CollectingListener listener = CollectingListener.read(reader);
            assertThat(reader.faults()).isLessThanOrEqualTo(faults.size());
            return listener.trades;
        }
    }

    private List<Kind> kinds() {
        return faults.stream().map(TapeFault::kind).toList();
    }

    private void flip(final long position) throws IOException {
        final Path file = Tapes.file(directory);
        Tapes.overwrite(file, position, (byte) (Tapes.read(file, position) ^ 4));
    }

    private void zero(final long from, final long to) throws IOException {
        Tapes.overwrite(Tapes.file(directory), from, new byte[(int) (to - from)]);
    }
}
