package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the tape holds, and whatever has become of it and of its index: a range never loses a trade. */
class TimeIndexPropertyTest {
    private static final int BLOCK_BYTES = 2_000;
    private static final int STEPS = 800;
    private static final int RANGES = 12;

    @TempDir
    private Path directory;

    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void shouldFindWhatAFullScanFindsWithLateRepairsAndGrowth() {
        final RandomTape tape = new RandomTape(directory, random.split());
        for (int run = 0; run < 4; run++) {
            try (TapeWriter writer = tape.open()) {
                tape.write(writer, STEPS);
                assertSame();
            }
            assertSame();
        }
        assertThat(TimeIndex.open(directory, sentence -> {}, BLOCK_BYTES).blocks())
                .as(Seeds.describe(seed))
                .isGreaterThan(20);
    }

    @Test
    void shouldFindItAfterOldFilesWereDeleted() throws IOException {
        final RandomTape tape = new RandomTape(directory, random.split());
        for (int run = 0; run < 3; run++) {
            try (TapeWriter writer = tape.open()) {
                tape.write(writer, STEPS);
                tape.clock.advance(3_600_000);
            }
        }
        assertSame();
        final List<CycleFile> files = CycleFile.listIn(directory);
        for (int i = 0; i < 1 + random.nextInt(files.size() - 1); i++) {
            Files.delete(files.get(i).path());
            assertSame();
        }
    }

    @Test
    void shouldFindItWhateverIsLeftOfTheIndex() throws IOException {
        final RandomTape tape = new RandomTape(directory, random.split());
        try (TapeWriter writer = tape.open()) {
            tape.write(writer, STEPS);
        }
        TimeIndex.open(directory, sentence -> {}, BLOCK_BYTES);
        final Path file = directory.resolve(TimeIndex.FILE_NAME);
        final byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < RANGES; i++) {
            final byte[] damaged =
                    random.nextBoolean() ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            assertSameOnce();
        }
    }

    private void assertSame() {
        for (int i = 0; i < RANGES; i++) {
            assertSameOnce();
        }
    }

    private void assertSameOnce() {
        final long startUs = ManualClock.START_MS * 1_000;
        final long fromUs = startUs + random.nextInt(4 * STEPS) * 100L;
        final long toUs = random.nextInt(4) == 0 ? Long.MAX_VALUE : fromUs + random.nextInt(100_000);
        final TimeIndex index = TimeIndex.open(directory, sentence -> {}, BLOCK_BYTES);
        assertThat(RangeReading.byIndex(index, fromUs, toUs))
                .as(Seeds.describe(seed))
                .containsExactlyElementsOf(RangeReading.byFullScan(directory, fromUs, toUs));
    }
}
