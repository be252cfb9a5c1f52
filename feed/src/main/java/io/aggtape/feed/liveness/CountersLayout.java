package io.aggtape.feed.liveness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.BitUtil;

/**
 * Where the counters file of a journal lies, and what lies where in it: a header, Agrona's counters, its error log, the stalls
 * of now.
 */
final class CountersLayout {
    /** "AGGTAPEC", little endian; written last. */
    static final long MAGIC = 0x4345_5041_5447_4741L;

    static final int VERSION = 2;

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int METADATA_LENGTH_AT = 12;
    static final int VALUES_LENGTH_AT = 16;
    static final int ERRORS_LENGTH_AT = 20;
    static final int STALLS_LENGTH_AT = 24;
    /** 1 from when on threads end because they are asked to. */
    static final int STOPPING_AT = 28;

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

    /** How the names of counters files end. */
    static final String SUFFIX = ".counters";

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int NAME_BYTES = 8;
    private static final String PREFIX = "aggtape-";
    private static final Path OWN_FACTS = Path.of("/proc/self/status");
    private static final Pattern USER_ID = Pattern.compile("Uid:\\s+\\d+\\s+(\\d+)\\s.*");
    private static final String USER = user();

    private CountersLayout() {}

    /** Where files lie that no disk may hold up: in memory where this machine has a place for that. */
    static Path directory() {
        return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** How the names of all files of this user begin: what another user has left there cannot be replaced. */
    static String ownPrefix() {
        return PREFIX + USER + '-';
    }

    /**
     * The counters file of a journal, where this user records it.
     *
     * @throws IOException where there is no such journal.
     */
    static Path fileOf(final Path journal) throws IOException {
        return directory().resolve(ownPrefix() + hash(journal.toRealPath().toString()) + SUFFIX);
    }

    /**
     * The counters files of a journal that there are, of any user; this one's first.
     *
     * @throws IOException where there is no such journal, or the directory cannot be read.
     */
    static List<Path> filesOf(final Path journal) throws IOException {
        final Path own = fileOf(journal);
        final String end = '-' + hash(journal.toRealPath().toString()) + SUFFIX;
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(own.getParent(), PREFIX + '*' + end)) {
            found.forEach(files::add);
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing((Path file) -> !file.equals(own)).thenComparing(file -> file));
        return files;
    }

    static int align(final int bytes) {
        return BitUtil.align(bytes, 4_096);
    }

    private static String user() {
        try (Stream<String> facts = Files.lines(OWN_FACTS, StandardCharsets.ISO_8859_1)) {
            return facts.map(USER_ID::matcher)
                    .filter(Matcher::matches)
                    .map(id -> id.group(1))
                    .findFirst()
                    .orElseGet(CountersLayout::userName);
        } catch (final IOException | UncheckedIOException e) {
            return userName();
        }
    }

    private static String userName() {
        return System.getProperty("user.name").replaceAll("[^A-Za-z0-9_]", "_");
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
