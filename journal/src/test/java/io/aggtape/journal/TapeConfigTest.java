package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TapeConfigTest {
    private static final Path DIRECTORY = Path.of("journal");
    private static final int BLOCK = 1 << 30;
    private static final long MIB = 1 << 20;

    @Test
    void shouldHaveTheMeasuredDefaults() {
        final TapeConfig config = TapeConfig.of(DIRECTORY);
        assertThat(config.rollCycle()).isEqualTo(RollCycle.DAILY);
        assertThat(config.blockSizeBytes()).isEqualTo(BLOCK);
        assertThat(config.indexSpacing()).isEqualTo(256);
        assertThat(config.maxRecordsPerDocument()).isEqualTo(64);
        assertThat(config.touchAheadBytes()).isEqualTo(32 * MIB);
        assertThat(config.withRollCycle(RollCycle.HOURLY).rollCycle()).isEqualTo(RollCycle.HOURLY);
    }

    @Test
    void shouldRefuseValuesOutOfRangeByName() {
        refuses("blockSizeBytes", () -> config(BLOCK / 16, 256, 64, MIB, MIB));
        refuses("blockSizeBytes", () -> config(BLOCK - 1, 256, 64, MIB, MIB));
        refuses("indexSpacing", () -> config(BLOCK, 3, 64, MIB, MIB));
        refuses("indexSpacing", () -> config(BLOCK, 0, 64, MIB, MIB));
        refuses("maxRecordsPerDocument", () -> config(BLOCK, 256, 0, MIB, MIB));
        refuses("maxRecordsPerDocument", () -> config(BLOCK, 256, 0x10000, MIB, MIB));
        refuses("touchAheadBytes", () -> config(BLOCK, 256, 64, -1, MIB));
        refuses("reserveBytes", () -> config(BLOCK, 256, 64, 2 * MIB, MIB));
        refuses("reserveBytes", () -> config(BLOCK, 256, 64, 0, 0));
    }

    private static void config(
            final int blockSizeBytes,
            final int indexSpacing,
            final int maxRecords,
            final long touchAheadBytes,
            final long reserveBytes) {
        new TapeConfig(
                DIRECTORY, RollCycle.DAILY, blockSizeBytes, indexSpacing, maxRecords, touchAheadBytes, reserveBytes);
    }

    private static void refuses(final String name, final Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
