package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedMergeTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNotCallTheMergeOfADamagedTapeComplete() throws IOException {
        final Path damaged = directory.resolve("b");
        final MergeRig rig = new MergeRig(directory);
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, 1, 2, 3);
        Tapes.write(damaged, Tapes.SYMBOL, 1, 2, 3);
        Tapes.overwrite(Tapes.file(damaged), Tapes.positionOf(damaged, 1) + 50, (byte) 99);
        final MergeReport report = rig.merge("a", "b");
        assertThat(report.instruments().get(0).missingIds()).isZero();
        assertThat(report.inputs().get(1).faults()).isEqualTo(1);
        assertThat(report.faults()).isEqualTo(1);
        assertThat(report.isComplete()).isFalse();
        assertThat(TapeState.scan(rig.out()).configurations()).contains("input.1=a\ninput.2.faults=1\n");
    }
}
