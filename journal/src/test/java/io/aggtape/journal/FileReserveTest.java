package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReserveTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeSpaceAndGiveItBack() throws IOException {
        final Path file = Files.write(directory.resolve("file"), new byte[1]);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
                FileReserve reserve = new FileReserve(file)) {
            access.setLength(8 * MIB);
            assertThat(reserve.reserve(0, 4 * MIB)).isTrue();
            reserve.releaseFrom(MIB);
        }
        assertThat(DiskUse.bytesOf(file)).isLessThanOrEqualTo(MIB);
    }

    @Test
    void shouldRefuseWhatItCannotOpen() {
        try (FileReserve reserve = new FileReserve(directory.resolve("absent"))) {
            assertThat(reserve.reserve(0, 1)).isFalse();
        }
    }

    @Test
    void shouldRefuseOnADiskThatIsFullFromTheStart() throws IOException {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), 2)) {
            final Path file = disk.resolve("file");
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.setLength(MIB);
            }
            disk.fillTo(0);
            try (FileReserve reserve = new FileReserve(file)) {
                assertThat(reserve.reserve(0, MIB)).isFalse();
                disk.free();
                assertThat(reserve.reserve(0, MIB)).isTrue();
            }
        }
    }

    @Test
    void shouldRefuseNothingWhereTheFileSystemReservesNothing() throws IOException {
        try (SmallDisk disk = SmallDisk.withoutReserve(directory.resolve("disk"))) {
            final Path file = Files.write(disk.resolve("file"), new byte[1]);
            try (FileReserve reserve = new FileReserve(file)) {
                assertThat(reserve.reserve(0, MIB)).isTrue();
            }
        }
    }
}
