package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What somebody who is about to write a tape may want to know before; nothing here changes one. */
public final class TapePlace {
    /** Chronicle puts its own header before each document and rounds its length up. */
    private static final int CHRONICLE_BYTES = 4;

    private static final int USUAL_SYMBOL_BYTES = 8;

    private TapePlace() {}

    /** The flags that a JVM needs to write a tape and that this one was started without; empty where all is well. */
    public static List<String> missingJvmFlags() {
        return JvmFlags.missing();
    }

    /** Who writes the tape in this directory now; empty where nobody does or there is none. */
    public static Optional<LockOwner> writerOf(final Path directory) throws IOException {
        return Files.isDirectory(directory) ? JournalLock.ownerOf(directory) : Optional.empty();
    }

    /**
     * How much of the disk a trade takes at the most, in bytes: alone in its document, as at low rates. At high rates
     * trades share documents and take some 20 bytes less.
     */
    public static int bytesPerTrade() {
        final int record = RecordEncoder.lengthOfTrade(USUAL_SYMBOL_BYTES);
        return roundUp(CHRONICLE_BYTES + DocumentSeal.HEADER_LENGTH + roundUp(record, Integer.BYTES), Integer.BYTES);
    }

    private static int roundUp(final int length, final int to) {
        return (length + to - 1) / to * to;
    }
}
