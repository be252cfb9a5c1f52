package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TapeRepairTest {
    @TempDir
    Path journal;

    @Test
    void shouldEndItsThreadsWithoutAFault() throws IOException {
        TapeWriter.open(TapeConfig.of(journal)).close();
        final TapeRepair repair = new TapeRepair(journal, RepairConfig.ofRecorder(), instrument -> true);
        try (repair) {
            assertThat(repair.run(Map.of(), counters -> {}, notice -> {}, () -> false))
                    .isTrue();
        }
        assertThat(repair.fault()).isNull();
    }
}
