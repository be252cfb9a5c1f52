package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class of the tests in a JVM of its own, with the flags of this one. */
final class ChildJvm {
    private ChildJvm() {}

    /** Runs to the end and returns what it printed. */
    static String run(final Class<?> main, final String... arguments) {
        return runWithout("no such flag", main, arguments);
    }

    /** The same without the flags that contain a text. */
    static String runWithout(final String flag, final Class<?> main, final String... arguments) {
        try {
            final Process process = start(flag, main, arguments);
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; what it prints is to be read by the caller. */
    static Process start(final String withoutFlag, final Class<?> main, final String... arguments) throws IOException {
        return new ProcessBuilder(command(withoutFlag, main, arguments))
                .redirectErrorStream(true)
                .start();
    }

    /** The next id of a {@link TapeFlood}, which may also tell what it found at its start. */
    static long readId(final BufferedReader output, final String what) throws IOException {
        String line = output.readLine();
        while (line != null && (line.isEmpty() || !Character.isDigit(line.charAt(0)))) {
            line = output.readLine();
        }
        assertThat(line).as(what).isNotNull();
        return Long.parseLong(line);
    }

    /** What {@link #start} starts. */
    static List<String> command(final String withoutFlag, final Class<?> main, final String... arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.contains(withoutFlag) && !flag.startsWith("-javaagent")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
