package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where it is told what ended a command that logs, and with which exit code. */
final class LogFaultTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path directory;

    private Path file;

    /** A command that ends by what nobody had foreseen. */
    @Command(name = "crash")
    static final class CrashCommand implements Callable<Integer> {
        @Mixin
        private LogOptions logging;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return logging.run(spec, logs -> () -> {
                throw new IllegalStateException("crash");
            });
        }
    }

    @BeforeEach
    void name() {
        file = directory.resolve("run.log");
    }

    @Test
    void shouldSayInTheFileToo() throws IOException {
        final CommandRun run = Cli.run(record("--log-file", file.toString()));
        assertThat(run.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(run.err()).containsOnlyOnce("\naggtape record: ").endsWith("\n");
        final String told = run.err().substring(run.err().lastIndexOf("aggtape record: "));
        assertThat(Files.readString(file))
                .containsOnlyOnce("ERROR [main] Aggtape - aggtape record: ")
                .endsWith("ERROR [main] Aggtape - " + told);
    }

    @Test
    void shouldSayItInJsonWhereTheLogIs() throws IOException {
        try (AggtapeProcess process =
                AggtapeProcess.start(directory, record("--log-format", "json", "--log-file", file.toString()))) {
            final Script.Result result = process.finish();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.JOURNAL);
            for (final String text : List.of(result.err(), Files.readString(file, UTF_8))) {
                final List<String> lines = text.lines().toList();
                for (final String line : lines) {
                    assertThat(JSON.std.mapFrom(line)).containsKey("message");
                }
                assertThat(JSON.std.mapFrom(lines.get(lines.size() - 1)))
                        .containsEntry("level", "ERROR")
                        .hasEntrySatisfying(
                                "message",
                                message -> assertThat(message.toString()).startsWith("aggtape record: "));
            }
        }
    }

    @Test
    void shouldShowTheStackOfWhatNobodyHadForeseenInBothPlaces() throws IOException {
        final StringWriter err = new StringWriter();
        final CommandTree tree =
                new CommandTree(List.of(CrashCommand.class), new PrintWriter(new StringWriter()), new PrintWriter(err));
        assertThat(Aggtape.run(tree, List.of("crash", "--log-file", file.toString()), Map.of()))
                .isEqualTo(ExitCode.INTERNAL);
        assertThat(err.toString())
                .startsWith("aggtape crash: internal fault\njava.lang.IllegalStateException: crash\n");
        assertThat(Files.readString(file))
                .contains(
                        "ERROR [main] Aggtape - aggtape crash: internal fault\njava.lang.IllegalStateException: crash\n")
                .contains("\tat " + CrashCommand.class.getName());
    }

    @Test
    void shouldExitWithTheFaultsOwnCodeWhereNobodyReadsIt() throws Exception {
        assumeTrue(Place.hasShell(), "no shell to fill a pipe with");
        final Path tape = directory.resolve("tape");
        try (TapeWriter holder = TapeWriter.open(TapeConfig.of(tape))) {
            assertThat(holder.recovered()).isNotNull();
            final Process process = startWithFullStderr(List.of("record", "BTCUSDT", "--journal", tape.toString()));
            try {
                assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(ExitCode.JOURNAL);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** A tape cannot be where a file is. */
    private List<String> record(final String... more) throws IOException {
        final Path taken = Files.writeString(directory.resolve("taken"), "");
        final List<String> arguments = new ArrayList<>(List.of("record", "BTCUSDT", "--cpu", "none"));
        arguments.addAll(List.of("--journal", taken.resolve("tape").toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Process startWithFullStderr(final List<String> arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                "mkfifo full && exec 3<>full && dd if=/dev/zero of=full bs=4096 oflag=nonblock 2>/dev/null; exec \"$@\" 2>&3",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JvmOptionsTest.flags());
        command.add("-Dlogback.configurationFile=" + Aggtape.class.getResource("/logback.xml"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Aggtape.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
