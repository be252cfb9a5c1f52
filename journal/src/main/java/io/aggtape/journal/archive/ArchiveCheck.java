package io.aggtape.journal.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * What one pass over a whole file has found, before any of it is used: it can be read to its end, and is the file that
 * its {@code .CHECKSUM} speaks of.
 *
 * @param sha256 of the file, in hexadecimal.
 * @param isChecksumThere whether a {@code .CHECKSUM} lies beside it; where it does, it agrees.
 * @param rows how many lines but the header.
 * @param descents how many rows have a smaller id than the row before; 0 where the file is in order.
 * @param firstId the least id; greater than the last where there is none.
 * @param lastId the greatest id.
 */
public record ArchiveCheck(
        String sha256, boolean isChecksumThere, long rows, long descents, long firstId, long lastId) {
    private static final String CHECKSUM_SUFFIX = ".CHECKSUM";
    private static final int SHA256_CHARS = 64;
    private static final int LINES_A_TICK = 1 << 14;

    /**
     * Reads a file.
     *
     * @param progress told now and then how many bytes of the file are read.
     * @throws ArchiveException where it cannot be read to its end, or its {@code .CHECKSUM} says another hash.
     */
    public static ArchiveCheck of(final ArchiveFile file, final LongConsumer progress) {
        final ArchiveCheck check;
        try {
            check = read(file, progress);
        } catch (final IOException e) {
            throw new ArchiveException(
                    file.path() + " is damaged or cannot be read, get it anew: " + ArchiveProbe.reason(e), e);
        }
        final String expected = expectedHash(file.path());
        if (expected != null && !expected.equals(check.sha256)) {
            throw new ArchiveException(file.path() + " is not what its CHECKSUM says: its SHA-256 is " + check.sha256
                    + ", not " + expected + ": get both anew");
        }
        return check;
    }

    /** Whether ids rise from row to row, or stay. */
    boolean isInOrder() {
        return descents == 0;
    }

    private static ArchiveCheck read(final ArchiveFile file, final LongConsumer progress) throws IOException {
        try (ArchiveInput input = ArchiveInput.openDigesting(file.path());
                ArchiveLines lines = new ArchiveLines(input.content())) {
            long rows = 0;
            long descents = 0;
            long firstId = Long.MAX_VALUE;
            long lastId = -1;
            long previousId = -1;
            boolean isHeader = file.format().hasHeader();
            while (lines.next()) {
                if (isHeader) {
                    isHeader = false;
                    continue;
                }
                rows++;
                final long id = RowParser.idOf(lines.bytes(), lines.offset(), lines.length());
                if (id >= 0) {
                    descents += id < previousId ? 1 : 0;
                    firstId = Math.min(firstId, id);
                    lastId = Math.max(lastId, id);
                    previousId = id;
                }
                if (rows % LINES_A_TICK == 0) {
                    progress.accept(input.rawBytes());
                }
            }
            final String sha256 = input.sha256();
            return new ArchiveCheck(sha256, expectedHash(file.path()) != null, rows, descents, firstId, lastId);
        }
    }

    /** What the file beside it says, as {@code sha256sum} writes; null where there is none. */
    private static String expectedHash(final Path path) {
        final Path beside = path.resolveSibling(path.getFileName() + CHECKSUM_SUFFIX);
        if (!Files.exists(beside)) {
            return null;
        }
        final String text;
        try {
            text = Files.readString(beside, StandardCharsets.ISO_8859_1).strip();
        } catch (final IOException e) {
            throw new ArchiveException("cannot read " + beside + ": " + ArchiveProbe.reason(e), e);
        }
        if (!text.matches("(?s)[0-9a-fA-F]{64}(\\s.*)?")) {
            throw new ArchiveException(beside + " holds no SHA-256 as sha256sum writes it: get it anew or remove it");
        }
        return text.substring(0, SHA256_CHARS).toLowerCase(Locale.ROOT);
    }
}
