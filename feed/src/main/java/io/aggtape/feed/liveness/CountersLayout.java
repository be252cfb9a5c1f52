package io.aggtape.feed.liveness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.BitUtil;

/** Where the counters file of a journal lies, and what lies where in it: a header, Agrona's counters, its error log. */
final class CountersLayout {
    /** "AGGTAPEC", little endian; written last. */
    static final long MAGIC = 0x4345_5041_5447_4741L;

    static final int VERSION = 2;

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int METADATA_LENGTH_AT = 12;
    static final int VALUES_LENGTH_AT = 16;
    static final int ERRORS_LENGTH_AT = 20;
    static final int PROCESS_SPACE_AT = 32;
    static final int PID_AT = 40;
    static final int PROCESS_START_AT = 48;
    static final int START_MS_AT = 56;
    static final int UPDATE_MS_AT = 64;
    static final int STALL_AFTER_NS_AT = 72;
    static final int JOURNAL_LENGTH_AT = 80;
    static final int JOURNAL_AT = 84;
    static final int HEADER_BYTES = 8_192;
    static final int MAX_JOURNAL_BYTES = HEADER_BYTES - JOURNAL_AT;

    static final int ERRORS_BYTES = 1 << 18;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int NAME_BYTES = 8;
    private static final String PREFIX = "aggtape-";
    private static final String SUFFIX = ".counters";

    private CountersLayout() {}

    /** Where files lie that no disk may hold up: in memory where this machine has a place for that. */
    static Path directory() {
        return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * The counters file of a journal.
     *
     * @throws IOException where there is no such journal.
     */
    static Path fileOf(final Path journal) throws IOException {
        return directory().resolve(PREFIX + hash(journal.toRealPath().toString()) + SUFFIX);
    }

    static int align(final int bytes) {
        return BitUtil.align(bytes, 4_096);
    }

    private static String hash(final String path) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
