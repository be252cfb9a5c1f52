package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void shouldBeginANewLineBehindOneThatCouldNotBeWrittenToItsEnd() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 100, 2, opener(5, false))) {
            write(rotating, "one\n");
            assertThatThrownBy(() -> write(rotating, "two\n")).hasMessage("no space left");
            write(rotating, "three\n");
        }
        assertThat(file).hasContent("one\nt\nthree\n");
    }

    @Test
    void shouldLeaveNoEmptyLineWhereNothingOfALineCouldBeWritten() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 100, 2, opener(4, false))) {
            write(rotating, "one\n");
            assertThatThrownBy(() -> write(rotating, "two\n")).hasMessage("no space left");
            write(rotating, "three\n");
        }
        assertThat(file).hasContent("one\nthree\n");
    }

    @Test
    void shouldBeginANewLineBehindOneThatAnEarlierRunLeftOpen() throws IOException {
        Files.writeString(file, "earl");
        try (RotatingFile rotating = new RotatingFile(file, 100, 2)) {
            write(rotating, "now\n");
        }
        assertThat(file).hasContent("earl\nnow\n");
    }

    @Test
    void shouldCountWhatAFailedWriteLeftInTheFile() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 12, 2, opener(7, false))) {
            write(rotating, "one\n");
            assertThatThrownBy(() -> write(rotating, "four\n")).hasMessage("no space left");
            write(rotating, "three\n");
        }
        assertThat(directory.resolve("run.log.1")).hasContent("one\nfou");
        assertThat(file).hasContent("three\n");
    }

    @Test
    void shouldGoOnWhereAFullFileCannotBeClosed() throws IOException {
        try (RotatingFile rotating = new RotatingFile(file, 4, 2, opener(4, true))) {
            write(rotating, "one\n");
            assertThatThrownBy(() -> write(rotating, "two\n")).hasMessage("cannot be closed");
            write(rotating, "six\n");
        }
        assertThat(directory.resolve("run.log.1")).hasContent("one\n");
        assertThat(file).hasContent("six\n");
    }

    /** A disk that is full once a file has so many bytes, and has room again when one is next opened. */
    private static RotatingFile.Opener opener(final int room, final boolean isCloseFailing) {
        final AtomicBoolean isOpened = new AtomicBoolean();
        return name -> {
            final OutputStream out = Files.newOutputStream(name, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return isOpened.getAndSet(true) ? out : new Failing(out, room, isCloseFailing);
        };
    }

    /** Takes so many bytes. */
    private static final class Failing extends OutputStream {
        private final OutputStream out;
        private final boolean isCloseFailing;
        private int room;

        Failing(final OutputStream out, final int room, final boolean isCloseFailing) {
            this.out = out;
            this.room = room;
            this.isCloseFailing = isCloseFailing;
        }

        @Override
        public void write(final int value) throws IOException {
            if (room-- <= 0) {
                throw new IOException("no space left");
            }
            out.write(value);
        }

        @Override
        public void close() throws IOException {
            out.close();
            if (isCloseFailing) {
                throw new IOException("cannot be closed");
            }
        }
    }

    private static void write(final RotatingFile rotating, final String... lines) throws IOException {
        for (final String line : lines) {
            rotating.write(line.getBytes(UTF_8));
        }
    }
}
