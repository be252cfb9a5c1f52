package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapePlaceTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNameTheWriterOfATape() throws IOException {
        try (TapeWriter writer = Tapes.open(directory)) {
            assertThat(TapePlace.writerOf(directory))
                    .hasValueSatisfying(owner -> assertThat(owner.pid())
                            .isEqualTo(ProcessHandle.current().pid()));
            assertThat(writer.hasSpace()).isTrue();
        }
        assertThat(TapePlace.writerOf(directory)).isEmpty();
    }

    @Test
    void shouldFindNoWriterWhereThereIsNoTapeAndMakeNone() throws IOException {
        assertThat(TapePlace.writerOf(directory)).isEmpty();
        assertThat(TapePlace.writerOf(directory.resolve("absent"))).isEmpty();
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldSayHowMuchALonelyTradeTakes() {
        final Instrument instrument = new Instruments().intern(Market.SPOT, "ETHUSDTX");
        final long few = usedBytes(directory.resolve("few"), instrument, 10);
        final long many = usedBytes(directory.resolve("many"), instrument, 1_010);
        assertThat((many - few) / 1_000.0).isBetween(TapePlace.bytesPerTrade() - 8.0, TapePlace.bytesPerTrade() + 1.0);
    }

    private static long usedBytes(final Path place, final Instrument instrument, final int trades) {
        try (TapeWriter writer = Tapes.open(place)) {
            for (int id = 0; id < trades; id++) {
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
            }
        }
        return TapeInfo.read(place).usedBytes();
    }
}
