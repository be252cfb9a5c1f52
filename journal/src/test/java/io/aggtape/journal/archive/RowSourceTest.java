package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowSourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\nb\nc", "a\r\nb\r\nc\r\n", "\n\na\n\nb\nc\n\n", "\uFEFFa\nb\nc"})
    void shouldGiveTheLinesWhateverTheirEnds(final String text) throws IOException {
        assertThat(read(lines(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), new SplittableRandom(1))))
                .containsExactly("a", "b", "c");
    }

    @Test
    void shouldGiveNoLineOfNothing() throws IOException {
        assertThat(read(lines(new byte[0], new SplittableRandom(1)))).isEmpty();
    }

    @Test
    void shouldCutALineThatIsTooLongAndGoOnBehindIt() throws IOException {
        for (final int length : new int[] {1 << 16, (1 << 16) + 1, 1 << 18, (1 << 18) + 7, 1_000_000}) {
            final List<String> lines = read(
                    lines(("a\n" + "x".repeat(length) + "\nb").getBytes(ISO_8859_1), new SplittableRandom(length)));
            assertThat(lines).hasSize(3);
            assertThat(lines.get(1)).hasSize(ArchiveLines.MAX_LINE_BYTES);
            assertThat(lines.get(2)).isEqualTo("b");
        }
    }

    @Test
    void shouldGiveAllLinesHoweverTheyArrive() throws IOException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            final List<String> expected = randomLines(random, random.nextInt(20_000));
            final byte[] text = String.join("\n", expected).getBytes(ISO_8859_1);
            assertThat(read(lines(text, random))).as(Seeds.describe(seed)).isEqualTo(expected);
        }
    }

    @Test
    void shouldSortByIdAndKeepTheOrderOfEqualIds() throws IOException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        for (final int pieceBytes : new int[] {64, 1_000, 100_000, 1 << 20}) {
            final List<String> lines = randomLines(random, 1 + random.nextInt(3_000));
            final byte[] text = String.join("\n", lines).getBytes(ISO_8859_1);
            final List<String> expected = new ArrayList<>(lines);
            expected.sort(Comparator.comparingLong(RowSourceTest::idOf));
            assertThat(read(new SortedLines(lines(text, random), pieceBytes)))
                    .as("pieces of %d, %s", pieceBytes, Seeds.describe(seed))
                    .isEqualTo(expected);
        }
    }

    private static List<String> randomLines(final SplittableRandom random, final int count) {
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final String id = random.nextInt(10) == 0 ? "x" : String.valueOf(random.nextInt(count));
            lines.add(id + "," + "y".repeat(random.nextInt(80)) + i);
        }
        return lines;
    }

    private static long idOf(final String line) {
        return line.startsWith("x") ? -1 : Long.parseLong(line.substring(0, line.indexOf(',')));
    }

    private static List<String> read(final RowSource source) throws IOException {
        final List<String> lines = new ArrayList<>();
        try (source) {
            while (source.next()) {
                lines.add(new String(source.bytes(), source.offset(), source.length(), ISO_8859_1));
            }
        }
        return lines;
    }

    /** Gives its bytes in pieces of random length. */
    private static ArchiveLines lines(final byte[] text, final SplittableRandom random) {
        final InputStream whole = new ByteArrayInputStream(text);
        return new ArchiveLines(new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(final byte[] bytes, final int offset, final int length) throws IOException {
                return whole.read(bytes, offset, 1 + random.nextInt(length));
            }
        });
    }
}
