package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@code record} sees where a stream that was live goes wrong: one line, another attempt, no id lost. */
final class StreamFaultsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disconnect=1000 | the server closed: 1000 \\(normal closure\\)",
                "disconnect=1001 | the server closed: 1001 \\(going away\\)",
                "disconnect=1006 | the server ended the connection without a close frame",
                "disconnect=1008 | the server closed: 1008 \\(policy violation: too many messages or connections\\?\\)",
                "disconnect=1011 | the server closed: 1011 \\(internal error of the server\\)",
                "disconnect=1012 | the server closed: 1012 \\(it restarts\\)",
                "rst             | the connection to 127\\.0\\.0\\.1:\\d+ broke: Connection reset",
                "oversized       | the server broke RFC 6455: a message is above the limit \\(closed with 1009\\)",
                "masked          | the server broke RFC 6455: a server frame is masked \\(closed with 1002\\)"
            })
    void shouldNameTheEndOfAStreamComeBackAndFetchWhatItMissed(final String fault, final String cause)
            throws IOException {
        try (Exchange exchange = FaultyRun.exchange();
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await("^INFO LineLog - line 0: live, 2 streams$");
            exchange.inject(fault);
            run.await(
                    "^WARN LineLog - line 0: stream failed after [\\d.]+ m?s: " + cause + "; next attempt in \\d+ ms$");
            run.await(2, "^INFO LineLog - line 0: live, 2 streams$");
            run.await(
                    2,
                    "^INFO RepairLog - hole closed: (BTC|ETH)USDT ids? .* \\d+ repaired, 0 late from a line, 0 absent");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.lines("^(WARN|ERROR) (?!RepairLog - hole: )")).hasSize(1);
            assertThat(exchange.faultCounts()).hasSize(1);
        }
    }

    @Test
    void shouldNameATextThatIsNoUtf8() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("invalid-utf8,ids=1816695950");
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await(
                    "^WARN LineLog - line 0: stream failed after [\\d.]+ ms: the server broke RFC 6455: a text message is "
                            + "not UTF-8 \\(closed with 1007\\); next attempt in \\d+ ms$");
            run.await("^INFO RepairLog - hole closed: BTCUSDT ids 1816695950\\.\\.\\d+ ");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void shouldKeepAFrameThatIsNoTradeAndFetchTheTrade() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("malformed,ids=1816695950,symbol=BTCUSDT");
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await("^WARN RepairLog - hole: BTCUSDT id 1816695950 \\(1\\): ids skipped on the stream; asking REST$");
            run.await("^INFO RepairLog - hole closed: BTCUSDT id 1816695950 \\(1\\): 1 repaired, ");
            final CommandRun ended = run.end();
            assertThat(ended.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ended.out()).contains("rejected    1\n", "openIds     0\n");
            assertThat(run.worries()).hasSize(1);
        }
    }

    @Test
    void shouldSayNothingOfBytesThatDribble() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("dribble=3");
                FaultyRun run = FaultyRun.record(exchange, directory, "--trades", "100")) {
            run.await("^INFO LineLog - line 0: stopped, in order$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.worries()).isEmpty();
        }
    }

    @Test
    void shouldReplaceAConnectionWhoseServerAnnouncesItsShutdown() throws IOException {
        try (Exchange exchange = FaultyRun.exchange();
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await("^INFO LineLog - line 0: live, 2 streams$");
            exchange.inject("shutdown=5s");
            run.await("^WARN LineLog - line 0: to be replaced: the server announced its shutdown$");
            run.await("^INFO LineLog - line 0: closing, replaced$");
            final CommandRun ended = run.end();
            assertThat(ended.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ended.out()).contains("gaps        0\n", "missingIds  0\n");
            assertThat(run.lines("^(WARN|ERROR) (?!.*announced its shutdown)")).isEmpty();
        }
    }

    @Test
    void shouldEndWithADataFaultWhereATradeComesTwiceWithOtherContent() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("garble,ids=1816695950,symbol=BTCUSDT");
                FaultyRun run = FaultyRun.record(exchange, directory, "--trades", "300")) {
            run.await("^1 trades came a second time with other content: both are on the tape, see aggtape verify$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.DATA_FAULT);
        }
    }

    @Test
    void shouldNameAStreamThatIsMuteFromTheStart() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("mute,symbol=ETHUSDT");
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await("^INFO LineLog - line 0: BTCUSDT live ");
            final CommandRun ended = run.end();
            assertThat(ended.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ended.err()).contains("no trade came of ETHUSDT: the exchange acks names that do not exist; ");
        }
    }
}
