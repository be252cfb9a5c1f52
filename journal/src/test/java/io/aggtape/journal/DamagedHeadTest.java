package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeFault.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chronicle's own excerpts at the start of a file have no checksum, and a length that is damaged can still fit. */
class DamagedHeadTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadTheFirstDocumentsWhereALengthOfChroniclesOwnReachesOverThem() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        final Path file = Tapes.file(directory);
        final long page = lastPageBefore(file, Tapes.positionOf(directory, 0));
        final long length = Tapes.positionOf(directory, 3) - page - Integer.BYTES;
        Tapes.overwrite(file, page, word(Excerpts.META_DATA | (int) length));
        final List<TapeFault> faults = new ArrayList<>();
        try (TapeReader reader = TapeReader.open(directory, faults::add)) {
            assertThat(CollectingListener.read(reader).ids()).isEqualTo(Tapes.ids(1, 10));
        }
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.HOLE);
            assertThat(fault.description()).startsWith("the file's head reaches over documents");
        });
    }

    @Test
    void shouldTakeTheFirstDocumentForWhatItIsWhereOlderFilesWereRemoved() throws IOException {
        final ManualClock clock = new ManualClock();
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory), clock)) {
            for (int id = 1; id <= 3; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
                clock.advance(86_400_000L);
            }
        }
        Files.delete(Tapes.file(directory));
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).isEqualTo(Tapes.ids(2, 3));
            assertThat(reader.faults()).isZero();
        }
    }

    /** Where the excerpt stands that is followed by the first document. */
    private static long lastPageBefore(final Path file, final long first) throws IOException {
        long at = 0;
        for (long next = at; next < first; ) {
            at = next;
            final int header = ByteBuffer.wrap(Tapes.read(file, at, Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            next = Excerpts.behind(at, header & Excerpts.LENGTH_MASK);
        }
        return at;
    }

    private static byte[] word(final int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
