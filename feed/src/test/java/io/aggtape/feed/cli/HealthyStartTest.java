package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a start in which all goes well, against the lines that the system of old should have gone on to write. */
final class HealthyStartTest {
    private static final List<String> EXPECTED = List.of(
            "INFO  \\[main] Recorder - Starting aggTrades streams for 1 symbols$",
            "INFO  \\[reporter] TaskLog - agents running: liveness, main, log-stderr, aggtape-tls, aggtape-dns-starter, "
                    + "aggtape-dns, page-toucher, parser, metrics, journal, reporter, feed, repair, watchdog, clock, hiccup$",
            "INFO  \\[reporter] LineLog - line 0: Attempting to connect to BTCUSDT aggTrades stream\\.\\.\\. "
                    + "wss://127\\.0\\.0\\.1:\\d+/ws/btcusdt@aggTrade\\?timeUnit=MICROSECOND$",
            "line 0: Connecting \\(attempt 1\\), time-out 10 s a stage$",
            "line 0: DNS look-up took [\\d.]+ ms; TCP connect to 127\\.0\\.0\\.1$",
            "line 0: TCP connect took [\\d.]+ ms; securing, ",
            "line 0: TLS handshake took [\\d.]+ ms; upgrading, .* TLSv1\\.3 ",
            "line 0: WebSocket upgrade took [\\d.]+ ms; awaiting trades, HTTP 101$",
            "line 0: Connection established in \\d+\\.\\d\\ds$",
            "line 0: Connected to BTCUSDT aggTrades stream, awaiting its first trade$",
            "line 0: BTCUSDT live [\\d.]+ ms after the upgrade, Trade #1: (BUY|SELL) [\\d,]+\\.\\d+ @ "
                    + "\\$\\d{2},\\d{3}\\.\\d+ \\(id \\d+\\)$",
            "line 0: live, 1 streams$",
            "INFO  \\[reporter] TaskLog - line 0: running, 1/1 streams live$",
            "TaskLog - repair: running, nothing is missing$",
            "TaskLog - clock: running",
            "TaskLog - watchdog: running$",
            "TaskLog - reporter: running$");

    @TempDir
    Path directory;

    @Test
    void shouldTellEachStepOfTheStartInItsOrder() throws IOException {
        final List<String> symbols = List.of("BTCUSDT");
        try (Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(symbols, 1, 1)).withPace(Pace.rate(100)))) {
            exchange.start();
            final List<String> arguments = Cli.recordArguments(exchange, symbols, directory.resolve("tape"));
            arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
            try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
                process.awaitErr("TaskLog - reporter: ");
                final Script.Result result = process.terminate().finish();
                assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
                assertThat(found(result.err())).as(result.err()).isEqualTo(EXPECTED);
                assertThat(result.err()).doesNotContain("WARN", "ERROR");
            }
        }
    }

    /** Those of the expected lines that are there, each behind the one before. */
    private static List<String> found(final String log) {
        final List<String> found = new ArrayList<>();
        for (final String line : log.lines().toList()) {
            if (found.size() < EXPECTED.size()
                    && Pattern.compile(EXPECTED.get(found.size())).matcher(line).find()) {
                found.add(EXPECTED.get(found.size()));
            }
        }
        return found;
    }
}
