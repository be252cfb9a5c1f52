package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeWarmUpTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNothingBehind() {
        assertThat(TapeWarmUp.run(directory)).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldThrowNothingWhereItCannotWrite() {
        assertThat(TapeWarmUp.run(directory.resolve("absent"))).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldRemoveWhatACrashLeft() throws IOException {
        final Path left = Files.createDirectory(directory.resolve(TapeWarmUp.DIRECTORY));
        Files.createDirectory(left.resolve("deeper"));
        Files.writeString(left.resolve("20260101F.cq4"), "no tape");
        Tapes.write(directory, Tapes.SYMBOL, 1);

        assertThat(left).doesNotExist();
    }

    @Test
    void shouldBeNoPartOfTheTapeWhileItLies() {
        Tapes.write(directory, Tapes.SYMBOL, 1);
        Tapes.write(directory.resolve(TapeWarmUp.DIRECTORY), Tapes.SYMBOL, 2);

        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(CollectingListener.read(reader).ids()).containsExactly(1);
            assertThat(reader.faults()).isZero();
        }
    }
}
