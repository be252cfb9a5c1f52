package io.aggtape.feed.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script as a process of its own, whose output goes to files in a directory made for the test. */
final class Script {
    private static final long LIMIT_S = 120;

    private final Path outputs;
    private final Path script;
    private final Map<String, String> environment = new HashMap<>();
    private Path workingDirectory;

    /** What a process said; the exit code is what it ended with. */
    record Result(int exitCode, String out, String err, long pid) {}

    /** A process that may still run. */
    record Running(Process process, Path out, Path err) {
        Result finish() {
            try {
                if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + LIMIT_S + " s: " + Files.readString(err));
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err), process.pid());
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    Script(final Path outputs, final Path script) {
        this.outputs = outputs;
        this.script = script;
        this.workingDirectory = outputs;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** Sets a variable; the empty value removes it. */
    Script with(final String variable, final String value) {
        environment.put(variable, value);
        return this;
    }

    Script from(final Path directory) {
        workingDirectory = directory;
        return this;
    }

    Result run(final String... arguments) {
        return start(arguments).finish();
    }

    Running start(final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        final Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AGGTAPE_") || name.contains("JAVA_"));
        variables.putAll(environment);
        variables.values().removeIf(String::isEmpty);
        try {
            final Path out = Files.createTempFile(outputs, "process", ".out");
            final Path err = Files.createTempFile(outputs, "process", ".err");
            builder.redirectInput(Path.of("/dev/null").toFile());
            builder.redirectOutput(out.toFile());
            builder.redirectError(err.toFile());
            return new Running(builder.start(), out, err);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
