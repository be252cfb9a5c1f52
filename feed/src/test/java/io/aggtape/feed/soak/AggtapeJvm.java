package io.aggtape.feed.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real {@code aggtape} command in a JVM of its own, with the launcher's flags; killed where it is left running. */
final class AggtapeJvm implements AutoCloseable {
    private static final String MAIN = "io.aggtape.feed.cli.Aggtape";
    private static final long TAIL_BYTES = 16_384;

    private final Process process;
    private final Path out;
    private final Path err;

    private AggtapeJvm(final Process process, final Path out, final Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code aggtape} with these arguments; what it prints goes to new files in {@code outputs}. */
    static AggtapeJvm start(final Path outputs, final List<String> arguments) throws IOException {
        final Path out = Files.createTempFile(outputs, "aggtape-", ".out");
        final Path err = Files.createTempFile(outputs, "aggtape-", ".err");
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        // A status line a second, as on a terminal.
        command.add("-Daggtape.terminal.err=true");
        command.add("-Dlogback.configurationFile=" + AggtapeJvm.class.getResource("/logback.xml"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(outputs.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        final Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AGGTAPE_") || name.contains("JAVA_"));
        return new AggtapeJvm(builder.start(), out, err);
    }

    /** Runs a command to its end, at most this long, and gives its exit code; what it said goes to {@code said}. */
    static int run(final Path outputs, final long limitMs, final StringBuilder said, final String... arguments)
            throws IOException {
        try (AggtapeJvm jvm = start(outputs, List.of(arguments))) {
            final int code = jvm.awaitExit(limitMs);
            said.append(jvm.out()).append(jvm.err());
            return code;
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        awaitExit(TimeUnit.SECONDS.toMillis(10));
    }

    /** Waits for its end and gives its exit code; -1 where it has not ended after this long. */
    int awaitExit(final long limitMs) {
        try {
            return process.waitFor(limitMs, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** All that it has printed on stdout. */
    String out() {
        return text(out);
    }

    /** All that it has printed on stderr. */
    String err() {
        return text(err);
    }

    /** The end of what it has printed on stderr. */
    String errTail() {
        try (RandomAccessFile file = new RandomAccessFile(err.toFile(), "r")) {
            final long from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            final byte[] bytes = new byte[(int) (file.length() - from)];
            final int length = Math.max(0, file.read(bytes));
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process ends with the object. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static List<String> flags() throws IOException {
        return Files.readAllLines(Path.of("conf/jvm.options")).stream()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
