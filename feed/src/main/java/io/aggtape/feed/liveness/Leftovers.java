package io.aggtape.feed.liveness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Files in memory of recorders that were killed: nobody else takes them away, and there may be little room. What such a
 * recorder showed last is kept for a day, for whoever asks what became of it, but no longer than its journal is there.
 */
final class Leftovers {
    private static final long KEPT_MS = TimeUnit.DAYS.toMillis(1);
    private static final String SAFEPOINTS = "safepoints-";
    private static final Pattern SAFEPOINT_LOG =
            Pattern.compile(".*-" + SAFEPOINTS + "(\\d{1,18})-(\\d{1,18})-(\\d{1,18})-\\d+\\.log(\\.\\d+)?");

    private Leftovers() {}

    /** How the name of a log of safepoints of this process begins. */
    static String safepointPrefix(final ProcessMark process) {
        return CountersLayout.ownPrefix()
                + SAFEPOINTS
                + process.space()
                + '-'
                + process.pid()
                + '-'
                + process.start()
                + '-';
    }

    /** Deletes those of this user; what cannot be deleted stays for the next time. Returns how many it deleted. */
    static int sweep(final Path directory, final long nowMs) {
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, CountersLayout.ownPrefix() + '*')) {
            for (final Path file : files) {
                deleted += isLeft(file, nowMs) && Files.deleteIfExists(file) ? 1 : 0;
            }
        } catch (final IOException | DirectoryIteratorException e) {
            return deleted;
        }
        return deleted;
    }

    private static boolean isLeft(final Path file, final long nowMs) throws IOException {
        final String name = file.getFileName().toString();
        final Matcher log = SAFEPOINT_LOG.matcher(name);
        if (log.matches()) {
            return new ProcessMark(
                            Long.parseLong(log.group(1)), Long.parseLong(log.group(2)), Long.parseLong(log.group(3)))
                    .isGone();
        }
        return name.endsWith(CountersLayout.SUFFIX) && areLeft(file, nowMs);
    }

    private static boolean areLeft(final Path file, final long nowMs) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(CountersLayout.HEADER_BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(bytes, 0);
        }
        final CountersHeader header = new CountersHeader(new UnsafeBuffer(bytes));
        try {
            header.check(file);
            return header.process().isGone()
                    && (nowMs - header.updateMs() > KEPT_MS || !Files.exists(Path.of(header.journal())));
        } catch (final NoRecorderException | RuntimeException e) {
            // One that is being made, of another version, or damaged: not ours to judge.
            return false;
        }
    }
}
