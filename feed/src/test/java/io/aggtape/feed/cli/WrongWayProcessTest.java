package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine on which no look-up in DNS ever returns, whoever asks: the JDK's file of hosts is a pipe into which nobody writes.
 * It used to be the fault that {@code WrongWayTest} tells of, to the letter: the tape asked for this machine's own name.
 */
final class WrongWayProcessTest {
    @TempDir
    Path directory;

    @Test
    void shouldNameTheLookUpThatNeverReturnsAndEndWhenAsked() throws Exception {
        final Path hosts = directory.resolve("hosts");
        assumeThat(new ProcessBuilder("mkfifo", hosts.toString()).start().waitFor())
                .as("there is no mkfifo here")
                .isZero();
        try (AggtapeProcess process = start("wss://stream.example", "-Djdk.net.hosts.file=" + hosts)) {
            process.awaitErr(" TaskLog - reporter: ");
            process.awaitErr(" LivenessLog - thread aggtape-dns STALLS, for ");
            process.awaitErr(" Connecting (attempt 2), ");
            final Script.Result result = process.terminate().finish();

            assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.NETWORK);
            assertThat(result.err())
                    .containsPattern(
                            "WARN  \\[reporter] LineLog - line 0: DNS look-up failed after [\\d.]+ ms: the DNS "
                                    + "look-up of stream\\.example did not answer within 1000 ms; next attempt in \\d+ ms\n")
                    .containsPattern("TaskLog - line 0: (connecting: DNS look-up since |failed: DNS look-up: )")
                    .containsPattern("TaskLog - threads: .*aggtape-dns awaiting")
                    .containsPattern(
                            "WARN  \\[liveness] LivenessLog - thread aggtape-dns STALLS, for \\d+\\.\\d+ s so far: "
                                    + "it waits for the lookup of stream\\.example, longer than that may take; its thread is "
                                    + "RUNNABLE in native code at java\\.io\\.FileInputStream\\.open0; .*\n.*\n\tat ")
                    .contains("\tat java.net.InetAddress.getAllByName(", "\tat io.aggtape.feed.net.Resolver.run(")
                    .containsPattern("WARN  \\[liveness] LivenessThread - thread aggtape-dns has not ended; ")
                    .endsWith("nothing was recorded: no line ever reached the exchange; the log above says why\n")
                    .doesNotContain("ERROR");
        }
    }

    private AggtapeProcess start(final String endpoint, final String flag) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of("record", "BTCUSDT", "--lines", "1"));
        arguments.addAll(List.of("--endpoint", endpoint, "--connect-timeout", "1s"));
        arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        arguments.addAll(List.of("--journal", directory.resolve("tape").toString()));
        return AggtapeProcess.start(directory, Aggtape.class, arguments, flag);
    }
}
