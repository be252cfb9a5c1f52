package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.openhft.chronicle.bytes.MappedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePagesTest {
    private static final int CHUNK = 4 << 20;
    private static final int CHUNKS = 4;

    @TempDir
    Path directory;

    @Test
    void shouldLoseNothingOfWhatItForgets() throws IOException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path file = directory.resolve("mapped");
        final long[] words = random.longs(CHUNK * CHUNKS / Long.BYTES).toArray();
        try (MappedBytes mapped = MappedBytes.mappedBytes(file.toFile(), CHUNK)) {
            for (int i = 0; i < words.length; i++) {
                mapped.writeLong((long) i * Long.BYTES, words[i]);
            }
            try (FilePages pages = new FilePages(file, mapped)) {
                // Before and after they have gone to the disk, in whatever order.
                for (int round = 0; round < 40; round++) {
                    final long offset = (long) random.nextInt(CHUNKS) * CHUNK;
                    if (random.nextBoolean()) {
                        pages.startWriting(offset, CHUNK);
                    } else {
                        pages.forget(offset, CHUNK);
                    }
                    final int at = random.nextInt(words.length);
                    words[at] = random.nextLong();
                    mapped.writeLong((long) at * Long.BYTES, words[at]);
                }
            }
            for (int i = 0; i < words.length; i++) {
                if (mapped.readLong((long) i * Long.BYTES) != words[i]) {
                    assertThat(mapped.readLong((long) i * Long.BYTES))
                            .as(Seeds.describe(seed))
                            .isEqualTo(words[i]);
                }
            }
        }
    }

    @Test
    void shouldDoNothingForAFileThatIsNotThere() throws IOException {
        final Path file = Files.createFile(directory.resolve("mapped"));
        try (MappedBytes mapped = MappedBytes.mappedBytes(file.toFile(), CHUNK);
                FilePages pages = new FilePages(directory.resolve("absent"), mapped)) {
            mapped.writeLong(0, 41);
            pages.startWriting(0, CHUNK);
            pages.forget(0, CHUNK);
            assertThat(mapped.readLong(0)).isEqualTo(41);
        }
    }
}
