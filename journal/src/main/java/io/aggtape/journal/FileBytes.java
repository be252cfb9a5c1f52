package io.aggtape.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads stretches of files. */
final class FileBytes {
    private FileBytes() {}

    /** Fills what remains of a buffer from a place on; leaves the rest as it is where the file ends before. */
    static void read(final FileChannel channel, final ByteBuffer bytes, final long from) throws IOException {
        final int start = bytes.position();
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position() - start) >= 0) {
            // until it is full
        }
    }
}
