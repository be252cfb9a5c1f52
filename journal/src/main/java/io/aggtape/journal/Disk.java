package io.aggtape.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Disk space as a tape sees it; for any thread. */
interface Disk {
    /** The disk of the machine. */
    Disk REAL = new Disk() {
        @Override
        public DiskReserve open(final Path file) {
            return new FileReserve(file);
        }

        @Override
        public long usableBytes(final Path directory) {
            try {
                return Files.getFileStore(directory).getUsableSpace();
            } catch (final IOException e) {
                throw new UncheckedIOException("cannot ask the disk of " + directory, e);
            }
        }
    };

    /** Makes the reserve of a file, which exists. */
    DiskReserve open(Path file);

    /** Bytes that the disk of a directory has left for this process. */
    long usableBytes(Path directory);
}
