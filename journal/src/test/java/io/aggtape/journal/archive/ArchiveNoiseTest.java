package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Seeds;
import io.aggtape.journal.TapeVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file: each of its rows is a trade on the tape, a duplicate, or kept with the reason why it is none. */
final class ArchiveNoiseTest {
    private static final int RUNS = 12;

    @TempDir
    Path directory;

    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void shouldAccountForEveryRowOfAFileFullOfNoise() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            final Path tape = directory.resolve("tape" + run);
            final Path file = directory.resolve("BTCUSDT-" + run + ".csv");
            Files.write(file, noise());
            final ImportCounts counts = Archives.load(tape, file).get(0).counts();
            assertThat(counts.imported() + counts.onTape() + counts.duplicates() + counts.rejected())
                    .as(Seeds.describe(seed))
                    .isEqualTo(counts.rows());
            final Archives.Content content = Archives.read(tape);
            assertThat(content.trades).as(Seeds.describe(seed)).hasSize((int) counts.imported());
            assertThat(content.rejected).as(Seeds.describe(seed)).hasSize((int) counts.rejected());
            assertThat(content.ids()).as(Seeds.describe(seed)).doesNotHaveDuplicates();
            assertThat(TapeVerifier.verify(tape).documents().isIntact())
                    .as(Seeds.describe(seed))
                    .isTrue();
        }
    }

    /** Rows in some disorder, some twice, with bytes changed, cut and put in; the first is as it should be. */
    private byte[] noise() {
        final StringBuilder rows = new StringBuilder(Archives.spotRow(1_000));
        for (int i = 0; i < 2_000; i++) {
            final long id = random.nextInt(8) == 0 ? random.nextLong(3_000) : 1_000 + i;
            rows.append(Archives.spotRow(id));
        }
        final byte[] bytes = rows.toString().getBytes(ISO_8859_1);
        final int firstRow = Archives.spotRow(1_000).length();
        for (int changes = random.nextInt(400); changes > 0; changes--) {
            bytes[firstRow + random.nextInt(bytes.length - firstRow)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(bytes, bytes.length - random.nextInt(50));
    }
}
