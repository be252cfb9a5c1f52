package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CycleFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldListFilesByTimeAndIgnoreOthers() throws IOException {
        for (final String name : new String[] {
            "20261123-02F.cq4",
            "20261122-23F.cq4",
            "20261123-10F.cq4",
            "20261123-24F.cq4",
            "2026F.cq4",
            "other.cq4",
            "x"
        }) {
            Files.createFile(directory.resolve(name));
        }
        assertThat(CycleFile.listIn(directory))
                .extracting(CycleFile::name)
                .containsExactly("20261122-23F.cq4", "20261123-02F.cq4", "20261123-10F.cq4");
    }

    @Test
    void shouldNameFilesAsChronicleDoes() {
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        for (final RollCycle rollCycle : RollCycle.values()) {
            final Path tape = directory.resolve(rollCycle.name());
            final TapeConfig config = Tapes.config(tape).withRollCycle(rollCycle);
            try (TapeWriter writer = TapeWriter.open(config, new ManualClock())) {
                writer.append(Tapes.trade(instrument, 1));
            }
            final String expected = CycleFile.nameOf(rollCycle, ManualClock.START_MS / rollCycle.lengthMs());
            assertThat(tape.resolve(expected)).exists();
        }
    }
}
