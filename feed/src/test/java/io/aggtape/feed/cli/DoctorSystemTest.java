package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.doctor.NetworkTests;
import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Faults;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole {@code doctor} on a real exchange, sound and not, and on a recorder in another process. */
final class DoctorSystemTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    @TempDir
    Path directory;

    @Test
    void shouldPassEachTestOfAHealthyExchangeAndWriteTheReport() throws IOException {
        final Path report = directory.resolve("r.md");
        try (Exchange exchange = exchange()) {
            final CommandRun run = doctor(exchange, "--report", report.toString());

            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
            NetworkTests.NAMES.forEach(
                    test -> assertThat(run.out()).contains((test.equals("Proxy") ? "[SKIP] " : "[PASS] ") + test));
            assertThat(run.out())
                    .containsPattern("(?m)^\\[PASS] .*Connected in \\d+\\.\\d\\d seconds!")
                    .containsPattern("BTCUSDT: first trade id \\d+, price \\$[\\d,.]+, quantity [\\d.]+, (BUY|SELL)")
                    .contains("\nConclusion: the network is fine; the application side is fine");
            assertThat(report)
                    .content()
                    .contains("**Status:** PASS: ", "| Test | Result | Details |", "network is fine");
        }
    }

    @Test
    void shouldExitWith5AndNameTheStageAndTheWayOutWhereTheNetworkFails() throws IOException {
        try (Exchange exchange = exchange("upgrade-status=451")) {
            final CommandRun run = doctor(exchange, "--skip-local");

            assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.NETWORK);
            assertThat(run.out())
                    .containsPattern("(?m)^\\[FAIL] WebSocket upgrade \\(.*HTTP 451")
                    .contains(
                            "this address is in a restricted location; try --endpoint wss://data-stream.binance.vision")
                    .contains("[SKIP] First trade of every stream");
        }
    }

    @Test
    void shouldNameTheThreadThatStallsInAnotherProcessAndNotBelieveADeadOne() throws IOException {
        final Path journal = directory.resolve("tape");
        try (Exchange exchange = exchange()) {
            final List<String> arguments = Cli.recordArguments(exchange, SYMBOLS, journal);
            arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
            arguments.add("--inject-stall=metrics=1h@2s");
            try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
                process.awaitErr("thread metrics STALLS, for ");
                final CommandRun stalled = attach(journal);

                assertThat(stalled.exitCode()).as(stalled.out()).isEqualTo(ExitCode.INTERNAL);
                assertThat(stalled.out())
                        .containsPattern("(?m)^\\[PASS] recorder \\(.*: process " + process.pid() + " answers")
                        .containsPattern("(?m)^\\[FAIL] thread metrics \\(.*: stalls for \\d+\\.\\d+ s now")
                        .contains("io.aggtape.pipeline.Heartbeat.beat(")
                        .containsPattern("(?m)^\\[PASS] thread journal \\(.*: running")
                        .containsPattern("(?m)^\\[PASS] line 0 \\(.*: LIVE, 2 of 2 streams have delivered");
                process.kill();
            }
            final CommandRun dead = attach(journal);
            assertThat(dead.exitCode()).as(dead.out()).isEqualTo(ExitCode.INTERNAL);
            assertThat(dead.out())
                    .containsPattern("(?m)^\\[FAIL] recorder \\(")
                    .contains("FAIL: 0 passed, 0 to look at, 1 failed, 0 not tried")
                    .contains("which recorded to " + journal + ", is gone without an orderly stop")
                    .doesNotContain("thread metrics");
        }
    }

    private CommandRun doctor(final Exchange exchange, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(SYMBOLS);
        arguments.addAll(List.of("--endpoint", exchange.webSocketUri().toString()));
        arguments.addAll(List.of("--rest", exchange.restUri().toString()));
        arguments.addAll(List.of("--ca", exchange.caPem().toString()));
        arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        arguments.addAll(List.of("--journal", directory.resolve("tape").toString()));
        arguments.addAll(List.of(more));
        return Cli.run(arguments);
    }

    private static CommandRun attach(final Path journal) {
        return Cli.run(List.of("doctor", "--attach", "--journal", journal.toString()));
    }

    private static Exchange exchange(final String... faults) throws IOException {
        final Exchange exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1))
                .withPace(Pace.rate(200))
                .withFaults(Faults.of(1, faults)));
        exchange.start();
        return exchange;
    }
}
