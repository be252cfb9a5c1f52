package io.aggtape.feed.liveness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The pauses of this JVM: its log of safepoints, switched on at run time into a small file in memory. Where a JVM has no
 * such log, it knows of none. Owned by one thread.
 */
final class SafepointLog implements AutoCloseable {
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final int KEPT = 4_096;

    private final Path file;
    private final boolean isOn;
    private final Deque<SafepointLine> pauses = new ArrayDeque<>();
    private long position;

    private SafepointLog(final Path file, final boolean isOn) {
        this.file = file;
        this.isOn = isOn;
    }

    /** Switches the log on, into a new file of this directory. */
    static SafepointLog open(final Path directory) {
        Path file = null;
        try {
            file = Files.createTempFile(directory, Leftovers.safepointPrefix(ProcessMark.own()), ".log");
            command(
                    "output=" + file,
                    "what=safepoint=info",
                    "decorators=timenanos",
                    "output_options=filecount=1,filesize=1M");
            return new SafepointLog(file, true);
        } catch (final JMException | IOException | RuntimeException e) {
            final SafepointLog none = new SafepointLog(file, false);
            none.close();
            return none;
        }
    }

    /** Whether this JVM tells of its pauses at all. */
    boolean isOn() {
        return isOn;
    }

    /** The pauses that the log has kept, the oldest first, once what is new has been read. */
    Iterable<SafepointLine> read() {
        if (isOn) {
            try {
                readNew();
            } catch (final IOException e) {
                pauses.clear();
            }
        }
        return pauses;
    }

    /** Switches the log off and takes the file away. */
    @Override
    public void close() {
        try {
            if (isOn) {
                command("output=" + file, "what=all=off");
            }
            if (file != null) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(Path.of(file + ".0"));
            }
        } catch (final JMException | IOException | RuntimeException e) {
            pauses.clear();
        }
    }

    /** The JVM begins the file anew when it is full. */
    private void readNew() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < position) {
                position = 0;
            }
            log.seek(position);
            final byte[] bytes = new byte[(int) (log.length() - position)];
            log.readFully(bytes);
            final int end = lastLineEnd(bytes);
            position += end;
            new String(bytes, 0, end, StandardCharsets.US_ASCII)
                    .lines()
                    .map(SafepointLine::parse)
                    .forEach(this::keep);
        }
    }

    private void keep(final SafepointLine pause) {
        if (pause != null) {
            if (pauses.size() == KEPT) {
                pauses.removeFirst();
            }
            pauses.addLast(pause);
        }
    }

    private static int lastLineEnd(final byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void command(final String... arguments) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(COMMANDS), "vmLog", new Object[] {arguments}, new String[] {
                    String[].class.getName()
                });
    }
}
