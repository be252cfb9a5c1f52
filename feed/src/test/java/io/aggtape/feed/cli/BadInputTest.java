package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person gets wrong: each has its exit code and a line that names it, and no stack trace. */
final class BadInputTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "record                                             | SYMBOL",
                "record b@d                                         | 'b@d' is no symbol",
                "record BTCUSDT --market nasdaq                     | 'nasdaq': use spot, usdm or coinm",
                "record BTCUSDT --cpu sideways                      | 'sideways' is no placement",
                "record BTCUSDT --cpu reader=0                      | 'reader'",
                "record BTCUSDT --threading fibre                   | 'fibre'",
                "record BTCUSDT --wait forever                      | 'forever'",
                "record BTCUSDT --idle lazily                       | 'lazily'",
                "record BTCUSDT --ring-slots 1000                   | not 1000",
                "record BTCUSDT --slot-bytes 1                      | not 1",
                "record BTCUSDT --feed-threads 0                    | not 0",
                "record BTCUSDT --streams-per-line 1025             | not 1025",
                "record BTCUSDT --receive-buffer 5                  | not 5",
                "record BTCUSDT --history 3                         | not 3",
                "record BTCUSDT --large-trade much                  | 'much'",
                "record BTCUSDT --connect-timeout 0s                | not 0",
                "record BTCUSDT --roll monthly                      | 'monthly'",
                "record BTCUSDT --for ever                          | 'ever' is not a duration",
                "record BTCUSDT --trades many                       | 'many'",
                "record BTCUSDT --endpoint http://localhost:1       | 'http://localhost:1': use ws://",
                "record BTCUSDT --endpoint wss://localhost:1/ws?a=b | has a query",
                "record BTCUSDT --endpoint wss://localhost:1/ws     | leave out /ws",
                "record BTCUSDT --endpoint wss://localhost:1/market/stream/ | leave out /stream",
                "record BTCUSDT --rest wss://localhost:1            | 'wss://localhost:1'",
                "record BTCUSDT --proxy socks://localhost:1         | 'socks://localhost:1'",
                "record BTCUSDT --ca absent.pem                     | absent.pem: there is no such file",
                "demo --ring-slots 1000                             | not 1000",
                "demo b@d                                           | 'b@d' is no symbol",
                "demo --intensity 0                                 | not 0",
                "exchange --rate slowly                             | 'slowly'",
                "exchange --csv absent.csv                          | absent.csv",
                "exchange --csv A=absent.csv                        | there is no file absent.csv",
                "exchange b@d                                       | 'b@d' is no symbol",
            })
    void shouldRefuseAWrongCommandLine(final String line, final String named) {
        final List<String> arguments = new ArrayList<>(Arrays.asList(line.split(" ")));
        if (line.startsWith("record") || line.startsWith("demo")) {
            arguments.addAll(List.of("--journal", journal()));
        }
        if (!line.contains(" --for ")) {
            arguments.addAll(List.of("--for", "1s"));
        }
        assertRefused(Cli.run(arguments), ExitCode.USAGE, named);
    }

    @Test
    void shouldRefuseACertificateFileWithoutCertificates() throws IOException {
        final Path file = Files.writeString(directory.resolve("notes.pem"), "remember the milk\n");
        assertRefused(
                Cli.run("record", "BTCUSDT", "--ca", file.toString(), "--journal", journal()),
                ExitCode.USAGE,
                file.toString());
    }

    @Test
    void shouldNameALatencyLogThatCannotBeMade() {
        final String file = directory.resolve("absent/run.hlog").toString();
        assertRefused(
                Cli.run("record", "BTCUSDT", "--latency-log", file, "--journal", journal()), ExitCode.USAGE, file);
    }

    @Test
    void shouldExitWith4WhereTheJournalIsAFile() throws IOException {
        Files.writeString(Path.of(journal()), "");
        assertRefused(Cli.run("record", "BTCUSDT", "--journal", journal()), ExitCode.JOURNAL, journal());
    }

    @Test
    void shouldSayWhyTheJournalCannotBeWritten() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "");
        final String below = file.resolve("tape").toString();
        assertRefusedAs(
                Cli.run("record", "BTCUSDT", "--journal", below),
                ExitCode.JOURNAL,
                "aggtape record: cannot write the journal " + below + ": Not a directory\n");
    }

    @Test
    void shouldSayWhyTheCertificateCannotBeWritten() {
        final String below = directory.resolve("absent/ca.pem").toString();
        final CommandRun run = Cli.run("exchange", "--port", "0", "--ca-out", below, "--for", "1s");
        assertThat(run.err())
                .isEqualTo("aggtape exchange: cannot write the certificate " + below + ": no such file or directory\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldExitWith2WhereThereIsNoLatencyLog() throws IOException {
        assertRefused(
                Cli.run(
                        "latency",
                        "--journal",
                        Files.createDirectory(Path.of(journal())).toString()),
                ExitCode.USAGE,
                "there is no latency-*.hlog in " + journal() + ": name a FILE, or the journal with --journal");
        assertRefused(
                Cli.run("latency", "--journal", directory.resolve("absent").toString()),
                ExitCode.USAGE,
                "no such file or directory");
    }

    @Test
    void shouldExitWith3WhereTheDemoServedNothing() {
        final CommandRun demo = Cli.run(
                "demo",
                "--for",
                "0s",
                "--journal",
                journal(),
                "--cpu",
                "none",
                "--wait",
                "blocking",
                "--idle",
                "backoff");
        assertThat(demo.err()).contains("nothing was served: no line had subscribed in time");
        assertThat(demo.exitCode()).isEqualTo(ExitCode.DATA_FAULT);
    }

    @Test
    void shouldLeaveNoJournalBehindWhereNothingCouldStart() {
        Cli.run("record", "BTCUSDT", "--ca", "absent.pem", "--journal", journal());
        assertThat(Path.of(journal())).doesNotExist();
    }

    @Test
    void shouldExitWith5WhereThePortOfTheExchangeIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final String port = Integer.toString(taken.getLocalPort());
            assertRefused(Cli.run("exchange", "--port", port), ExitCode.NETWORK, port);
        }
    }

    @Test
    void shouldExitWith6WhereACpuIsNotThere() {
        assertRefused(
                Cli.run("record", "BTCUSDT", "--cpu", "feed=4095", "--journal", journal()),
                ExitCode.ENVIRONMENT,
                "cpu 4095");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "verify", "info", "replay"})
    void shouldExitWith4WhereThereIsNoJournal(final String command) throws IOException {
        assertRefused(Cli.run(command, journal()), ExitCode.JOURNAL, journal());
        Files.createDirectories(Path.of(journal()));
        assertRefused(Cli.run(command, journal()), ExitCode.JOURNAL, journal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat --from then", "replay --to 1999x", "verify --from 2026-13-01"})
    void shouldRefuseARangeThatIsNone(final String line) {
        final String[] arguments = line.split(" ");
        assertRefused(Cli.run(arguments), ExitCode.USAGE, "'" + arguments[2] + "'");
    }

    @Test
    void shouldExitWith5WhereNobodyListens() throws IOException {
        final int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        final String endpoint = "wss://127.0.0.1:" + port;
        assertThat(exitCodeOfOneSecond(endpoint)).isEqualTo(ExitCode.NETWORK);
        assertThat(Cli.run("cat", journal(), "--all").out())
                .contains("line 0 BACKING_OFF")
                .containsIgnoringCase("refused");
    }

    @Test
    void shouldExitWith5AndNameTheOptionWhereTheAuthorityIsUnknown() throws IOException {
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(List.of("BTCUSDT"), 1, 1)))) {
            exchange.start();
            assertThat(exitCodeOfOneSecond(exchange.webSocketUri().toString())).isEqualTo(ExitCode.NETWORK);
            assertThat(Cli.run("cat", journal(), "--all").out())
                    .contains("line 0 BACKING_OFF")
                    .contains("--ca");
        }
    }

    @Test
    void shouldExitWith5AndNameTheOptionsWhereTheExchangeHasNoSuchPath() throws IOException {
        try (Exchange exchange =
                new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(List.of("BTCUSDT"), 1, 1))
                        .withTls(false))) {
            exchange.start();
            assertThat(exitCodeOfOneSecond(exchange.webSocketUri() + "/public")).isEqualTo(ExitCode.NETWORK);
            assertThat(Cli.run("cat", journal(), "--all").out())
                    .contains("the upgrade was refused: HTTP 404")
                    .contains("check --endpoint and --market");
        }
    }

    private int exitCodeOfOneSecond(final String endpoint) {
        final CommandRun record = Cli.run(
                "record",
                "BTCUSDT",
                "--endpoint",
                endpoint,
                "--clock-interval",
                "0s",
                "--journal",
                journal(),
                "--for",
                "1s",
                "--cpu",
                "none",
                "--wait",
                "blocking",
                "--idle",
                "backoff");
        assertThat(record.err()).contains("nothing was recorded");
        return record.exitCode();
    }

    private static void assertRefusedAs(final CommandRun run, final int exitCode, final String lastLine) {
        assertThat(run.err()).endsWith("\n" + lastLine);
        assertRefused(run, exitCode, lastLine);
    }

    private static void assertRefused(final CommandRun run, final int exitCode, final String named) {
        assertThat(run.err()).contains(named).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }

    private String journal() {
        return directory.resolve("tape").toString();
    }
}
