package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is damaged in a file: its writer goes on, and what was not damaged is read. */
class TapeRecoveryPropertyTest {
    private static final Duration WELL_UNDER_CHRONICLES_TIMEOUT = Duration.ofSeconds(9);

    @TempDir
    private Path directory;

    @Test
    void shouldRecoverFromAnyDamage() throws IOException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final int rounds = Integer.getInteger("aggtape.rounds", 40);
        for (int round = 0; round < rounds; round++) {
            final Path tape = directory.resolve("tape" + round);
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(0, 99));
            final Path file = Tapes.file(tape);
            final long end = FileCondition.endOf(file) + 64;
            final Map<Long, byte[]> documents = documentsOf(tape, 100);
            for (int i = 0; i < 3; i++) {
                final byte[] noise = new byte[random.nextInt(1, 5000)];
                if (random.nextBoolean()) {
                    random.nextBytes(noise);
                }
                final int kind = random.nextInt(3);
                final long from = kind == 0 ? 0 : kind == 1 ? 65_000 : end - 3_000;
                Tapes.overwrite(file, random.nextLong(from, kind == 0 ? 65_000 : end), noise);
            }
            final List<Long> undamaged = undamagedOf(documents, file);
            final String what = Seeds.describe(seed) + " round " + round;
            assertTimeoutPreemptively(
                    WELL_UNDER_CHRONICLES_TIMEOUT,
                    () -> assertThatCode(() -> Tapes.write(tape, Tapes.SYMBOL, 1_000, 1_001))
                            .as(what)
                            .doesNotThrowAnyException(),
                    what);
            try (TapeReader reader = TapeReader.open(tape)) {
                final long[] ids = CollectingListener.read(reader).ids();
                assertThat(ids).as(what).endsWith(1_000, 1_001);
                assertThat(Arrays.stream(ids).boxed()).as(what).containsAll(undamaged);
            }
        }
    }

    /** The bytes of the excerpts of the first documents by where they stand, in their order. */
    private static Map<Long, byte[]> documentsOf(final Path tape, final int count) throws IOException {
        final Map<Long, byte[]> documents = new LinkedHashMap<>();
        final Path file = Tapes.file(tape);
        for (int i = 0; i < count; i++) {
            final long position = Tapes.positionOf(tape, i);
            documents.put(position, Tapes.read(file, position, (int) (Tapes.positionOf(tape, i + 1) - position)));
        }
        return documents;
    }

    /** The ids, which count up from 0 with the documents, of those that stand as they were written. */
    private static List<Long> undamagedOf(final Map<Long, byte[]> documents, final Path file) throws IOException {
        final List<Long> ids = new ArrayList<>();
        long id = 0;
        for (final Map.Entry<Long, byte[]> document : documents.entrySet()) {
            if (Arrays.equals(document.getValue(), Tapes.read(file, document.getKey(), document.getValue().length))) {
                ids.add(id);
            }
            id++;
        }
        return ids;
    }
}
