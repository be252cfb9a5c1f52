package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeInfo;
import io.aggtape.journal.TapeInfo.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder whose stderr is a pipe that nobody reads, or that nobody holds any more. */
final class UnreadStderrTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** More than a pipe holds: 64 KiB on Linux. */
    private static final int LOGGED_BYTES = 80_000;
    /** The first trade of each is a line of the log, on either line. */
    private static final List<String> SYMBOLS =
            IntStream.range(0, 500).mapToObj(i -> "S" + i + "USDT").toList();

    @TempDir
    Path directory;

    @Test
    void shouldRecordAndStopWhereNobodyReadsTheLog() throws IOException, InterruptedException {
        final Path log = directory.resolve("run.log");
        try (Exchange exchange = exchange()) {
            final Process recorder = start(exchange, "--log-file", log.toString());
            try {
                Awaitility.await("more log than the pipe holds")
                        .atMost(PATIENCE)
                        .until(() -> log.toFile().length() > LOGGED_BYTES);
                final long before = trades();
                Awaitility.await("more trades").atMost(PATIENCE).until(() -> trades() > before + 500);
                recorder.destroy();
                assertThat(recorder.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(recorder.exitValue()).isEqualTo(ExitCode.OK);
            } finally {
                recorder.destroyForcibly();
            }
        }
    }

    @Test
    void shouldRecordAndStopWhereTheReaderOfTheLogIsGone() throws IOException, InterruptedException {
        try (Exchange exchange = exchange()) {
            final Process recorder = start(exchange, "--trades", "1000");
            try {
                recorder.getErrorStream().close();
                assertThat(recorder.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(recorder.exitValue()).isEqualTo(ExitCode.OK);
                assertThat(trades()).isGreaterThanOrEqualTo(1_000);
            } finally {
                recorder.destroyForcibly();
            }
        }
    }

    private static Exchange exchange() throws IOException {
        final Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(2_000)));
        exchange.start();
        return exchange;
    }

    private long trades() {
        return TapeInfo.read(directory.resolve("tape")).records().getOrDefault(RecordType.AGG_TRADE, 0L);
    }

    private Process start(final Exchange exchange, final String... more) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmOptionsTest.flags());
        command.add("-Dlogback.configurationFile=" + Aggtape.class.getResource("/logback.xml"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Aggtape.class.getName()));
        final List<String> arguments = Cli.recordArguments(exchange, SYMBOLS, directory.resolve("tape"));
        arguments.set(arguments.indexOf("--lines") + 1, "2");
        command.addAll(arguments);
        command.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
