package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorders as processes of their own against an exchange that does wrong: stderr and exit code as a shell has them. */
final class FaultProcessTest {
    private static final String STAMP = "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";

    @TempDir
    Path directory;

    @Test
    void shouldExitWithTheNetworksCodeWhereNoConnectionCameAbout() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("certificate=expired");
                AggtapeProcess process = start(exchange)) {
            process.awaitErr(" Connecting (attempt 2), ");
            final Script.Result result = process.terminate().finish();
            assertThat(result.exitCode()).isEqualTo(ExitCode.NETWORK);
            assertThat(result.err())
                    .containsPattern(
                            STAMP + "WARN  \\[reporter] LineLog - line 0: TLS handshake failed after [\\d.]+ ms: TLS: "
                                    + "the certificate 'CN=localhost' expired on .*; next attempt in \\d+ ms$")
                    .endsWith("nothing was recorded: no line ever reached the exchange; the log above says why\n")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void shouldOutliveWhatBreaksItsStreams() throws IOException {
        try (Exchange exchange = FaultyRun.exchange();
                AggtapeProcess process = start(exchange)) {
            process.awaitErr(": live, ");
            exchange.inject("rst");
            process.awaitErr(" broke: Connection reset; next attempt in ");
            process.await("it to be live again", () -> process.err().split(": live, ", -1).length == 3);
            final Script.Result result = process.terminate().finish();
            assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(result.err())
                    .containsPattern(
                            STAMP + "WARN  \\[reporter] LineLog - line 0: stream failed after [\\d.]+ m?s: the "
                                    + "connection to 127\\.0\\.0\\.1:\\d+ broke: Connection reset; next attempt in \\d+ ms$")
                    .doesNotContain("\tat ", "ERROR");
        }
    }

    private AggtapeProcess start(final Exchange exchange) throws IOException {
        final List<String> arguments = Cli.recordArguments(exchange, FaultyRun.SYMBOLS, directory.resolve("tape"));
        arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        return AggtapeProcess.start(directory, arguments);
    }
}
