package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A JVM of its own with the launcher's flags and log settings, killed where a test leaves it running. */
final class AggtapeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Script.Running running;

    private AggtapeProcess(final Script.Running running) {
        this.running = running;
    }

    /** Starts {@code aggtape} with these arguments. */
    static AggtapeProcess start(final Path directory, final List<String> arguments) throws IOException {
        return start(directory, Aggtape.class, arguments);
    }

    /** Starts another main class. */
    static AggtapeProcess start(
            final Path directory, final Class<?> main, final List<String> arguments, final String... moreFlags)
            throws IOException {
        final List<String> flags = new ArrayList<>(JvmOptionsTest.flags());
        flags.addAll(List.of(moreFlags));
        return start(directory, flags, main, arguments);
    }

    /** Starts {@code aggtape} as somebody does who knows of no launcher. */
    static AggtapeProcess withoutFlags(final Path directory, final List<String> arguments) throws IOException {
        return start(directory, List.of(), Aggtape.class, arguments);
    }

    private static AggtapeProcess start(
            final Path directory, final List<String> flags, final Class<?> main, final List<String> arguments)
            throws IOException {
        final List<String> command = new ArrayList<>(flags);
        command.add("-Dlogback.configurationFile=" + Aggtape.class.getResource("/logback.xml"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new AggtapeProcess(new Script(directory, Path.of(System.getProperty("java.home"), "bin", "java"))
                .start(command.toArray(String[]::new)));
    }

    long pid() {
        return running.process().pid();
    }

    /** As Ctrl-C's elder brother: SIGTERM. */
    AggtapeProcess terminate() {
        running.process().destroy();
        return this;
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() {
        running.process().destroyForcibly();
        running.finish();
    }

    /** Waits for its end. */
    Script.Result finish() {
        return running.finish();
    }

    /** Waits until it has printed this on stderr. */
    void awaitErr(final String text) {
        await("'" + text + "' on stderr", () -> err().contains(text));
    }

    /** Waits, but not for ever; fails at once where the process has ended. */
    void await(final String what, final Callable<Boolean> isReached) {
        Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            if (isReached.call()) {
                return true;
            }
            if (!running.process().isAlive()) {
                throw new AssertionError("the process has ended before " + what + ": " + err());
            }
            return false;
        });
    }

    String out() {
        return text(running.out());
    }

    String err() {
        return text(running.err());
    }

    @Override
    public void close() {
        running.process().destroyForcibly();
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
