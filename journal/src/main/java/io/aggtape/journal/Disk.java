package io.aggtape.journal;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
            // One system call; a FileStore reads the whole table of mounts first, 1 ms of a core each time.
            final long usableBytes = directory.toFile().getUsableSpace();
            if (usableBytes == 0 && !Files.exists(directory)) {
                throw new UncheckedIOException(new NoSuchFileException("cannot ask the disk of " + directory));
            }
            return usableBytes;
        }
    };

    /** Makes the reserve of a file, which exists. */
    DiskReserve open(Path file);

    /** Bytes that the disk of a directory has left for this process. */
    long usableBytes(Path directory);
}
