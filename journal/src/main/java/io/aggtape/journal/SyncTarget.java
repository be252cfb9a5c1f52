package io.aggtape.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file or a directory whose bytes can be brought to the disk. */
interface SyncTarget extends AutoCloseable {
    /** Opens a file, or a directory whose entries are meant. */
    @FunctionalInterface
    interface Factory {
        /** Opens what exists. */
        SyncTarget open(Path path) throws IOException;
    }

    /** What the operating system offers: {@code fdatasync}, which takes along what was written by way of a mapping. */
    Factory REAL = path -> {
        final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new SyncTarget() {
            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    };

    /** Returns when all that was written before is on the disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
