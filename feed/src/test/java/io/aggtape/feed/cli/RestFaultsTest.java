package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@code record} sees where the stream has a hole and REST, which should fill it, goes wrong. */
final class RestFaultsTest {
    private static final String SEEN =
            "^WARN RepairLog - hole: " + FaultyRun.HOLE + ": ids skipped on the stream; asking REST$";
    private static final String FILLED = "^INFO RepairLog - hole closed: " + FaultyRun.HOLE + ": 11 repaired, ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"403, blocked by the web firewall", "451, this address is in a restricted location"})
    void shouldGiveUpWhereRestRefusesThisAddressForGood(final int status, final String meaning) throws IOException {
        try (Exchange exchange = FaultyRun.exchange("rest-status=" + status, FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await(SEEN);
            run.await("^WARN RepairLog - repair is given up for this run, holes stay open: REST answered HTTP " + status
                    + " \\(" + meaning
                    + "\\).*; name another by --rest, or let aggtape repair .* fetch it from elsewhere$");
            assertStaysOpen(run);
            assertThat(exchange.faultCounts()).containsEntry("rest-status", 1L);
        }
    }

    @ParameterizedTest
    @CsvSource({"418, this address is banned for too many requests, 120", "429, too many requests, 10"})
    void shouldAskNothingForAsLongAsRestCommands(final int status, final String meaning, final int seconds)
            throws IOException {
        try (Exchange exchange = FaultyRun.exchange("rest-status=" + status, FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await(SEEN);
            run.await("^WARN RepairLog - REST answered HTTP " + status + " \\(" + meaning
                    + "\\): \\{.*-1003.*\\}; asking " + "nothing for " + seconds + " s$");
            assertStaysOpen(run);
            assertThat(exchange.faultCounts()).containsEntry("rest-status", 1L);
        }
    }

    @Test
    void shouldTellAndHonourTheTimeThatRestAsksFor() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("rest-status=429,retry-after=77", FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await("^WARN RepairLog - REST answered HTTP 429 .*; asking nothing for 77 s$");
            assertStaysOpen(run);
            assertThat(exchange.faultCounts()).containsEntry("rest-status", 1L);
        }
    }

    @Test
    void shouldTryAgainWhereRestIsOverloaded() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("rest-status=503,times=3", FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await(
                    "^WARN RepairLog - REST answered HTTP 503: \\{.*-1008.*\\}; trying again for as long as it takes$");
            run.await("^INFO RepairLog - REST answers again$");
            run.await(FILLED);
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.worries()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"rest-lag=1s", "rest-slow=500ms"})
    void shouldWaitForARestThatIsLateWithoutAWord(final String fault) throws IOException {
        try (Exchange exchange = FaultyRun.exchange(fault, FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await(SEEN);
            run.await(FILLED);
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.worries()).hasSize(1);
        }
    }

    @Test
    void shouldSayThatRestNoLongerHasWhatIsMissing() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("rest-floor=1816695980", FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await(SEEN);
            run.await(
                    "^WARN RepairLog - BTCUSDT ids 1816695950\\.\\.1816695960 \\(11\\) stays open: REST keeps nothing before id "
                            + "1816695980$");
            assertStaysOpen(run);
        }
    }

    @Test
    void shouldGoOnRecordingWhileRestDoesNotAnswer() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("rest-hang", FaultyRun.DROPPED);
                FaultyRun run = record(exchange)) {
            run.await(SEEN);
            assertStaysOpen(run);
            assertThat(run.worries()).hasSize(1);
        }
    }

    @Test
    void shouldSayThatIdsDoNotExist() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("absent,ids=1816695950..1816695960,symbol=BTCUSDT");
                FaultyRun run = record(exchange)) {
            run.await(SEEN);
            run.await(
                    "^INFO RepairLog - BTCUSDT 1816695950\\.\\.1816695960 do not exist at the source: REST has those on both "
                            + "sides and not these, asked twice$");
            run.await(
                    "^INFO RepairLog - hole closed: " + FaultyRun.HOLE + ": 0 repaired, 0 late from a line, 11 absent");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expired        | the certificate 'CN=localhost' expired on .*",
                "wrong-host     | the certificate is not for 127\\.0\\.0\\.1 but for stream\\.example\\.com; .*",
                "unknown-issuer | the certificate of 127\\.0\\.0\\.1 was issued by 'CN=aggtape exchange CA', .*--ca FILE\\.pem"
            })
    void shouldNameTheTlsHandshakeOfARestWithABadCertificate(final String fault, final String cause)
            throws IOException {
        try (Exchange exchange = FaultyRun.exchange(FaultyRun.DROPPED);
                Exchange rest = FaultyRun.exchange("certificate=" + fault);
                FaultyRun run = FaultyRun.record(
                        exchange.webSocketUri().toString(),
                        directory.resolve("tape"),
                        "--ca",
                        bothAuthorities(exchange, rest).toString(),
                        "--rest",
                        rest.restUri().toString(),
                        "--clock-interval",
                        "0s")) {
            run.await(SEEN);
            run.await("^WARN RepairLog - REST cannot be reached: in the TLS handshake: " + cause
                    + "; trying again for as long as it takes$");
            assertStaysOpen(run);
            assertThat(run.worries()).hasSize(2);
        }
    }

    private Path bothAuthorities(final Exchange exchange, final Exchange rest) throws IOException {
        return Files.writeString(
                directory.resolve("ca.pem"), Files.readString(exchange.caPem()) + Files.readString(rest.caPem()));
    }

    private FaultyRun record(final Exchange exchange) {
        return FaultyRun.record(exchange, directory, "--clock-interval", "0s");
    }

    /** One line more at the end, with what to do; no thread is dead, and the run was as asked. */
    private static void assertStaysOpen(final FaultyRun run) {
        final CommandRun ended = run.end();
        assertThat(ended.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).contains("openHoles   1\n", "openIds     11\n");
        assertThat(ended.err())
                .containsPattern("11 ids are still missing in 1 hole: aggtape repair /\\S+ --ca /\\S+ fetches them\n");
        assertThat(run.lines("^ERROR ")).isEmpty();
    }
}
