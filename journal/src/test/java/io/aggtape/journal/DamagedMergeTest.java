package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedMergeTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNotCallTheMergeOfADamagedTapeComplete() throws IOException {
        final Path whole = directory.resolve("a");
        final Path damaged = directory.resolve("b");
        final Path out = directory.resolve("out");
        Tapes.write(whole, Tapes.SYMBOL, 1, 2, 3);
        Tapes.write(damaged, Tapes.SYMBOL, 1, 2, 3);
        Tapes.overwrite(Tapes.file(damaged), Tapes.positionOf(damaged, 1) + 50, (byte) 99);
        final SessionEvent session = new SessionEvent();
        session.isStart = true;
        session.configuration = "command=merge";
        final MergeReport report =
                TapeMerger.merge(List.of(whole, damaged), Tapes.config(out), session, SystemEpochClock.INSTANCE);
        assertThat(report.instruments().get(0).missingIds()).isZero();
        assertThat(report.inputs().get(1).faults()).isEqualTo(1);
        assertThat(report.faults()).isEqualTo(1);
        assertThat(report.isComplete()).isFalse();
        assertThat(TapeState.scan(out).configurations()).contains("command=merge\ninput.2.faults=1\n");
    }
}
