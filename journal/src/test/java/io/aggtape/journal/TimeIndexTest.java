package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeIndexTest {
    private static final int BLOCK_BYTES = 2_000;
    private static final long START_US = ManualClock.START_MS * 1_000;

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void shouldBeMadeOnceAndReadThen() {
        write(1, 500);
        assertThat(open().bytes()).isPositive();
        assertThat(said).singleElement().asString().contains("once for its time index");
        said.clear();
        assertThat(open().blocks()).isGreaterThan(10);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldPassWhatCannotHoldTheRange() {
        write(1, 1_000);
        try (TapeReader reader =
                TapeReader.openRange(open(), TapeFaultListener.NONE, START_US + 50_000, START_US + 50_100)) {
            assertThat(RangeReading.collect(reader, START_US + 50_000, START_US + 50_100))
                    .hasSize(1);
            assertThat(reader.documents()).isBetween(1L, 100L);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void shouldKnowWhatWasWrittenSince() {
        write(1, 500);
        open();
        write(501, 900);
        assertThat(RangeReading.byIndex(open(), START_US + 80_000, Long.MAX_VALUE))
                .hasSize(101);
    }

    @Test
    void shouldBeMadeAnewForAnotherTapeOfTheSameName() throws IOException {
        write(1, 500);
        open();
        Files.delete(Tapes.file(directory));
        write(2_000, 2_600);
        said.clear();
        assertThat(RangeReading.byIndex(open(), START_US, START_US + 210_000)).hasSize(100);
        assertThat(said).hasSize(1);
    }

    @Test
    void shouldSayThatAllIsReadWhereItCannotBeKept() throws IOException {
        write(1, 500);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Assumptions.assumeFalse(Files.isWritable(directory), "this user may write everywhere");
            final TimeIndex index = open();
            assertThat(index.isComplete()).isFalse();
            assertThat(said).singleElement().asString().contains("the whole tape is read");
            assertThat(RangeReading.byIndex(index, START_US + 40_000, START_US + 41_000))
                    .hasSize(10);
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void shouldServeARangeAlsoWhereItCannotBeKept() throws IOException {
        write(1, 500);
        Files.createDirectories(directory.resolve(TimeIndex.FILE_NAME).resolve("in the way"));
        final TimeIndex index = open();
        assertThat(said).hasSize(2).last().asString().contains("cannot be kept");
        assertThat(index.isComplete()).isTrue();
        assertThat(index.bytes()).isZero();
        assertThat(RangeReading.byIndex(index, START_US + 40_000, START_US + 41_000))
                .hasSize(10);
    }

    @Test
    void shouldLeaveNothingBesideTheTapeWhereItCannotBeKept() throws IOException {
        write(1, 500);
        Files.createDirectories(directory.resolve(TimeIndex.FILE_NAME).resolve("in the way"));
        open();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, TimeIndex.FILE_NAME + ".*")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldGoBackOnATapeThatHadNothingYetWhenItWasIndexed() {
        Tapes.open(directory).close();
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.seek(START_US);
            assertThat(RangeReading.collect(reader, START_US, Long.MAX_VALUE)).isEmpty();
            write(1, 100);
            assertThat(RangeReading.collect(reader, START_US, Long.MAX_VALUE)).hasSize(100);
            reader.seek(START_US);
            assertThat(RangeReading.collect(reader, START_US, Long.MAX_VALUE)).hasSize(100);
        }
    }

    @Test
    void shouldServeATapeWithoutATrade() {
        Tapes.open(directory).close();
        final TimeIndex index = open();
        assertThat(RangeReading.byIndex(index, 0, 1)).isEmpty();
    }

    @Test
    void shouldRefuseADirectoryWithoutATape() {
        assertThatThrownBy(this::open).isInstanceOf(JournalUnreadableException.class);
    }

    @Test
    void shouldSeekBackAndForth() {
        write(1, 1_000);
        try (TapeReader reader = TapeReader.open(directory)) {
            reader.seek(START_US + 90_000);
            assertThat(RangeReading.collect(reader, START_US + 90_000, Long.MAX_VALUE))
                    .hasSize(101);
            reader.seek(START_US + 20_000);
            assertThat(RangeReading.collect(reader, START_US + 20_000, START_US + 30_000))
                    .hasSize(100);
            reader.seek(Long.MIN_VALUE);
            assertThat(RangeReading.collect(reader, Long.MIN_VALUE, Long.MAX_VALUE))
                    .hasSize(1_000);
        }
    }

    private TimeIndex open() {
        return TimeIndex.open(directory, said::add, BLOCK_BYTES);
    }

    private void write(final long first, final long last) {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(first, last));
    }
}
