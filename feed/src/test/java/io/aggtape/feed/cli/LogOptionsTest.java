package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code record} logs, and in which format. */
final class LogOptionsTest {
    @TempDir
    Path directory;

    @Test
    void shouldWriteOneJsonObjectALineOnStderrAndToTheFile() throws IOException {
        final Path file = directory.resolve("run.log");
        final Script.Result result = record("--log-format", "json", "--log-file", file.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        for (final String text : List.of(result.err(), Files.readString(file, UTF_8))) {
            final List<Map<String, Object>> lines =
                    text.lines().map(LogOptionsTest::parse).toList();
            assertThat(lines)
                    .allSatisfy(line ->
                            assertThat(line.keySet()).containsExactly("time", "level", "thread", "logger", "message"))
                    .allSatisfy(line -> assertThat(line.get("time").toString())
                            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
            assertThat(lines)
                    .extracting(line -> line.get("logger") + " " + line.get("message"))
                    .contains(
                            "io.aggtape.feed.Recorder Starting aggTrades streams for 2 symbols",
                            "io.aggtape.feed.LineLog line 0: live, 2 streams")
                    .anyMatch(line -> line.startsWith("io.aggtape.feed.cli.Aggtape journal: "));
        }
        assertThat(result.out()).startsWith("\nreceived ");
    }

    @Test
    void shouldWriteTheSameLinesAsTextToTheFileAsOnStderr() throws IOException {
        final Path file = directory.resolve("run.log");
        final Script.Result result = record("--log-file", file.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        final List<String> logged =
                result.err().lines().filter(line -> line.startsWith("20")).toList();
        assertThat(logged).hasSizeGreaterThan(10);
        final List<String> talk = Files.readAllLines(file).stream()
                .filter(line -> line.contains(" INFO  [main] Aggtape - "))
                .toList();
        assertThat(talk).anyMatch(line -> line.endsWith(" - journal: " + directory.resolve("tape")));
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> !talk.contains(line))
                .isEqualTo(logged);
    }

    @Test
    void shouldRotateTheFileBySizeAndCount() throws IOException {
        final Path file = directory.resolve("run.log");
        record("--log-file", file.toString(), "--log-file-size", "1k", "--log-files", "2");
        assertThat(file).exists();
        assertThat(Files.size(directory.resolve("run.log.1"))).isBetween(1L, 1_024L);
        assertThat(directory.resolve("run.log.2")).doesNotExist();
    }

    @Test
    void shouldLogWhatAnExchangeSaysOfItselfToo() throws IOException {
        final Path file = directory.resolve("exchange.log");
        final List<String> arguments = new ArrayList<>(List.of("exchange", "AAAUSDT", "--port", "0", "--for", "1s"));
        arguments.addAll(List.of("--plain", "--log-format", "json", "--log-file", file.toString()));
        try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
            final Script.Result result = process.finish();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
            assertThat(result.err().lines().map(LogOptionsTest::parse).map(line -> line.get("message")))
                    .anyMatch(message -> message.toString().startsWith("streams: ws://127.0.0.1:"));
            assertThat(Files.readString(file)).isEqualTo(result.err());
        }
    }

    @Test
    void shouldLogWhatARepairSaysToo() throws IOException {
        final Path file = directory.resolve("repair.log");
        final CommandRun run = Cli.run("repair", directory.resolve("absent").toString(), "--log-file", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(run.err()).startsWith("aggtape repair: ");
        assertThat(Files.readString(file)).endsWith("ERROR [main] Aggtape - " + run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--log-file      | absent/run.log | cannot open the log file .*absent/run.log: no such file or directory",
                "--log-file      | .              | cannot open the log file .*: it is no regular file",
                "--log-format    | xml            | no log format is called 'xml': use text or json",
                "--log-file-size | 1000           | --log-file-size: 1k or more, not 1000 bytes",
                "--log-files     | 0              | --log-files: 1 to 1000, not 0"
            })
    void shouldRefuseWhatMakesNoSenseBeforeAnythingStarts(final String option, final String value, final String fault) {
        final Path tape = directory.resolve("tape");
        final String given =
                option.equals("--log-file") ? directory.resolve(value).toString() : value;
        final CommandRun run = Cli.run("record", "BTCUSDT", "--journal", tape.toString(), option, given);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).matches("aggtape record: " + fault + "\n");
        assertThat(tape).doesNotExist();
    }

    private Script.Result record(final String... more) throws IOException {
        try (Exchange exchange = FaultyRun.exchange()) {
            final List<String> arguments = Cli.recordArguments(exchange, FaultyRun.SYMBOLS, directory.resolve("tape"));
            arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff", "--for", "2s"));
            arguments.addAll(new ArrayList<>(List.of(more)));
            try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
                return process.finish();
            }
        }
    }

    private static Map<String, Object> parse(final String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (final IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
