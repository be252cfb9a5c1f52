package io.aggtape.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.agrona.IoUtil;

/** What Chronicle puts into the files of a tape before the first document: the same bytes in each of them. */
final class FileTemplate {
    /** No name of a tape's file, and in a journal because a process may have no other place to write in. */
    static final String DIRECTORY = ".template";

    /** Behind which an empty file of any roll cycle has nothing, bytes; a header and two pages of 4,096 entries. */
    private static final int MAX_BYTES = 1 << 18;

    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private final byte[] content;
    private final byte[] metadata;
    private final long fileLength;

    private FileTemplate(final byte[] content, final byte[] metadata, final long fileLength) {
        this.content = content;
        this.metadata = metadata;
        this.fileLength = fileLength;
    }

    /** Lets Chronicle make an empty file beside the tape, reads it and removes it. */
    static FileTemplate make(final TapeConfig config) throws IOException {
        final Path scratch = config.directory().resolve(DIRECTORY);
        remove(config.directory());
        try {
            Files.createDirectory(scratch);
            final Path file;
            try (SingleChronicleQueue queue = TapeOpening.build(config, scratch, new TapeClock(() -> 0, 0))) {
                final SingleChronicleQueueStore store = queue.storeForCycle(0, queue.epoch(), true, null);
                file = store.file().toPath();
                queue.closeStore(store);
            }
            final ByteBuffer head = read(file);
            int end = 0;
            while (head.getInt(end) > 0) {
                end += Integer.BYTES + ((head.getInt(end) & LENGTH_MASK) + Integer.BYTES - 1 & -Integer.BYTES);
            }
            final byte[] content = new byte[end];
            head.get(0, content);
            final ByteBuffer table = read(scratch.resolve(TapeOpening.METADATA_FILE));
            final byte[] metadata = new byte[Integer.BYTES + (table.getInt(0) & LENGTH_MASK)];
            table.get(0, metadata);
            return new FileTemplate(content, metadata, Files.size(file));
        } finally {
            remove(config.directory());
        }
    }

    /** Removes what a crash left. */
    static void remove(final Path journal) {
        IoUtil.delete(journal.resolve(DIRECTORY).toFile(), true);
    }

    /** The bytes of an empty file, read-only and each time anew. */
    ByteBuffer content() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The first excerpt of Chronicle's table of locks, the same in each. */
    ByteBuffer metadata() {
        return ByteBuffer.wrap(metadata).asReadOnlyBuffer();
    }

    /** How long a new file is, bytes; sparse. */
    long fileLength() {
        return fileLength;
    }

    private static ByteBuffer read(final Path file) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            FileBytes.read(channel, bytes, 0);
        }
        return bytes.clear();
    }
}
