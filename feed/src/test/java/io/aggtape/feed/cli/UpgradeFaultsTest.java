package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@code record} sees where TLS stands and the WebSocket upgrade goes wrong. */
final class UpgradeFaultsTest {
    private static final String FAILED = "^WARN LineLog - line 0: WebSocket upgrade failed after [\\d.]+ ms: ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "403 | HTTP 403 Forbidden \\(blocked by the web firewall: connect more rarely, or from another address\\)"
                        + "; next attempt in 300000 ms",
                "418 | HTTP 418 .*, Retry-After: 120 \\(this address is banned for too many requests\\): \\{.*-1003.*\\}"
                        + "; next attempt in 120000 ms",
                "429 | HTTP 429 Too Many Requests, Retry-After: 10 \\(too many requests\\): \\{.*-1003.*\\}"
                        + "; next attempt in 10000 ms",
                "451 | HTTP 451 .* \\(this address is in a restricted location: try --endpoint "
                        + "wss://data-stream\\.binance\\.vision, which has spot alone\\): \\{.*\\.\\.\\.; next attempt in "
                        + "300000 ms",
                "503 | HTTP 503 Service Unavailable \\(overloaded or under maintenance\\): \\{.*-1008.*\\}"
                        + "; next attempt in \\d{1,3} ms"
            })
    void shouldNameTheStatusThatRefusesTheUpgradeAndStayAwayForLongEnough(final int status, final String cause)
            throws IOException {
        try (Exchange exchange = FaultyRun.exchange("upgrade-status=" + status);
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await(FAILED + "the upgrade was refused: " + cause + "$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.NETWORK);
        }
    }

    @ParameterizedTest
    @CsvSource({"418", "429", "503"})
    void shouldComeBackWhenTheServerSaysSo(final int status) throws IOException {
        try (Exchange exchange = FaultyRun.exchange("upgrade-status=" + status + ",retry-after=1,times=1");
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await(FAILED + "the upgrade was refused: HTTP " + status
                    + " .*, Retry-After: 1 .*; next attempt in 1000 ms$");
            run.await("^INFO LineLog - line 0: Connecting \\(attempt 2\\), time-out 10 s a stage$");
            run.await("^INFO LineLog - line 0: live, 2 streams$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.worries()).hasSize(1);
        }
    }

    @Test
    void shouldNameAnUpgradeThatIsNotAnswered() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("hang-tls");
                FaultyRun run = FaultyRun.record(exchange, directory, "--connect-timeout", "300ms")) {
            run.await(
                    2,
                    "^WARN LineLog - line 0: WebSocket upgrade failed after 3\\d\\d\\.\\d ms: the WebSocket upgrade was not "
                            + "answered within 300 ms; next attempt in \\d+ ms$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.NETWORK);
        }
    }

    @Test
    void shouldSayThatAnAnswerIsNotTheExchanges() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("wrong-accept");
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await(
                    2,
                    FAILED + "the answer to the upgrade is no WebSocket's: its Sec-WebSocket-Accept does not belong to "
                            + "our key; check --endpoint, and that no proxy answers in the exchange's place; next attempt "
                            + "in \\d+ ms$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.NETWORK);
        }
    }

    @ParameterizedTest
    @CsvSource({"hang-upgrade", "mute"})
    void shouldNameTheStreamsOfWhichNothingCame(final String fault) throws IOException {
        try (Exchange exchange = FaultyRun.exchange(fault);
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await("^INFO LineLog - line 0: WebSocket upgrade took [\\d.]+ ms; awaiting trades, HTTP 101$");
            final CommandRun ended = run.end();
            assertThat(ended.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ended.err())
                    .endsWith(
                            "no trade came of BTCUSDT ETHUSDT: the exchange acks names that do not exist; check the symbols, "
                                    + "--market and --endpoint\n");
        }
    }
}
