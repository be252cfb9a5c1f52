package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of the demo as a person starts it. */
final class DemoCommandTest {
    @TempDir
    static Path directory;

    private static Script.Result demo;

    @BeforeAll
    static void runTheDemo() throws IOException {
        try (AggtapeProcess process = AggtapeProcess.start(
                directory,
                List.of(
                        "demo",
                        "--for",
                        "2s",
                        "--journal",
                        directory.resolve("tape").toString()))) {
            demo = process.finish();
        }
    }

    @Test
    void shouldServeReceiveAndJournalTheSame() {
        assertThat(demo.exitCode()).as(demo.err()).isEqualTo(ExitCode.OK);
        assertThat(demo.out())
                .containsPattern("served +([1-9]\\d*)\nreceived +\\1\njournaled +\\1\ngaps +0\nmissingIds +0\n")
                .contains("duplicates  0\n", "rejected    0\n", "drained     true\n");
    }

    @Test
    void shouldPrintThePercentilesOfEachHop() {
        assertThat(demo.out()).containsPattern("hop \\(us\\) +count +p50 +p90 +p99 +p99\\.9 +p99\\.99 +max +mean\n");
        for (final String hop : List.of(
                "receive-publish",
                "receive-parsed",
                "receive-metrics",
                "receive-journaled",
                "exchange-receive",
                "hiccup")) {
            assertThat(demo.out()).containsPattern("\n" + hop + " +\\d+( +[\\d.]+){7}\n");
        }
    }

    @Test
    void shouldTellEachStageOfTheConnectWithItsTime() {
        assertThat(demo.err())
                .containsPattern(
                        "line 0: Attempting to connect to BTCUSDT, ETHUSDT and 2 more aggTrades streams\\.\\.\\. "
                                + "wss://127\\.0\\.0\\.1:\\d+/")
                .containsPattern("line 0: Connecting \\(attempt 1\\), time-out 10 s a stage\n")
                .containsPattern("line 0: DNS look-up took [\\d.]+ ms; TCP connect to 127\\.0\\.0\\.1\n")
                .containsPattern("line 0: TCP connect took [\\d.]+ ms; securing, ")
                .containsPattern("line 0: TLS handshake took [\\d.]+ ms; upgrading, .*TLSv1\\.3 TLS_")
                .containsPattern("line 0: WebSocket upgrade took [\\d.]+ ms; awaiting trades, HTTP 101\n")
                .containsPattern("line 0: live, 4 streams\n");
    }

    @Test
    void shouldShowTheFirstTradeOfEachStream() {
        for (final String symbol : Program.DEMO_SYMBOLS) {
            assertThat(demo.err())
                    .containsPattern("line 0: " + symbol
                            + " live [\\d.]+ ms after the upgrade, Trade #1: (BUY|SELL) [\\d,.]+ @ \\$[\\d,.]+ "
                            + "\\(id \\d+\\)\n");
        }
    }

    @Test
    void shouldPrintNoWarning() {
        assertThat(demo.err()).doesNotContain("WARN", "ERROR").doesNotContainIgnoringCase("warning");
    }

    @Test
    void shouldNotGoOnWithTheTapeOfAnotherDemo() {
        final CommandRun again = Cli.run(
                "demo", "--for", "1s", "--journal", directory.resolve("tape").toString());
        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("holds a tape already");
    }

    @Test
    void shouldLeaveACompleteTapeThatReplaysTheSame() {
        final String tape = directory.resolve("tape").toString();
        assertThat(Cli.run("verify", tape).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Cli.run("replay", tape).out()).isEqualTo(Cli.orderFlow(demo.out()));
    }
}
