package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
    void shouldNotCallADiskFullThatHasRoomForIt() throws IOException {
        final List<String> said = new ArrayList<>();
        final Handler handler = new Handler() {
            @Override
            public void publish(final LogRecord message) {
                said.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        final Logger logger = Logger.getLogger(PageToucher.class.getName());
        logger.addHandler(handler);
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), 100)) {
            assertThat(TapeWarmUp.run(disk.resolve("."))).isTrue();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(said).isEmpty();
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
