package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log file that begins anew when it is full. */
final class RotatingFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("run.log");
    }

    @Test
    void shouldSetAFileAsideBeforeALineThatWouldMakeItTooLarge() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 8, 3)) {
            write(rotating, "aaa\n", "bbb\n", "ccc\n");
        }
        assertThat(directory.resolve("run.log.1")).hasContent("aaa\nbbb\n");
        assertThat(file).hasContent("ccc\n");
    }

    @Test
    void shouldKeepAsManyFilesAsAskedAndLetTheOldestGo() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 2, 3)) {
            write(rotating, "a\n", "b\n", "c\n", "d\n");
        }
        assertThat(file).hasContent("d\n");
        assertThat(directory.resolve("run.log.1")).hasContent("c\n");
        assertThat(directory.resolve("run.log.2")).hasContent("b\n");
        assertThat(directory.resolve("run.log.3")).doesNotExist();
    }

    @Test
    void shouldBeginAnewInPlaceWhereOneFileIsKept() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 2, 1)) {
            write(rotating, "a\n", "b\n");
        }
        assertThat(file).hasContent("b\n");
        assertThat(directory).isDirectoryNotContaining("glob:**/run.log.*");
    }

    @Test
    void shouldGoOnBehindWhatAnEarlierRunWrote() throws IOException {
        Files.writeString(file, "earlier\n");
        try (RotatingFile rotating = new RotatingFile(file, 12, 2)) {
            write(rotating, "now\n", "then\n");
        }
        assertThat(directory.resolve("run.log.1")).hasContent("earlier\nnow\n");
        assertThat(file).hasContent("then\n");
    }

    @Test
    void shouldKeepALineWholeThatIsLongerThanAFile() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 4, 2)) {
            write(rotating, "longer than a file\n");
        }
        assertThat(file).hasContent("longer than a file\n");
    }

    @Test
    void shouldGoOnInTheSameFileWhereItCannotBeSetAside() throws IOException {
        Files.createDirectories(directory.resolve("run.log.1").resolve("in-the-way"));
        try (RotatingFile rotating = new RotatingFile(file, 2, 2)) {
            write(rotating, "a\n", "b\n");
        }
        assertThat(file).hasContent("a\nb\n");
    }

    @Test
    void shouldRefuseWhatIsNoRegularFile() {
        assertThatThrownBy(() -> new RotatingFile(directory, 10, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is no regular file");
    }

    private static void write(final RotatingFile rotating, final String... lines) throws IOException {
        for (final String line : lines) {
            rotating.write(line.getBytes(UTF_8));
        }
    }
}
