package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of {@code record} sees where no connection comes about: the stage, the cause, the way out, the next attempt. */
final class ConnectFaultsTest {
    private static final String NEXT = "; next attempt in \\d+ ms$";
    private static final String NOTHING =
            "nothing was recorded: no line ever reached the exchange; the log above says why\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expired        | the certificate 'CN=localhost' expired on .*: the server needs a new one, unless the clock"
                        + " is wrong",
                "wrong-host     | the certificate is not for 127\\.0\\.0\\.1 but for stream\\.example\\.com; connect by one"
                        + " of these names .*",
                "unknown-issuer | the certificate of 127\\.0\\.0\\.1 was issued by 'CN=aggtape exchange CA', but with"
                        + " another key than .*; if you trust that issuer, .*: --ca FILE\\.pem"
            })
    void shouldNameTheTlsHandshakeAndWhatIsWrongWithACertificate(final String fault, final String cause)
            throws IOException {
        try (Exchange exchange = FaultyRun.exchange("certificate=" + fault);
                FaultyRun run = FaultyRun.record(exchange, directory)) {
            run.await(2, "^WARN LineLog - line 0: TLS handshake failed after [\\d.]+ ms: TLS: " + cause + NEXT);
            run.await("^WARN Reporter - the exchange's clock cannot be measured, recording goes on: "
                    + "REST cannot be reached: in the TLS handshake: " + cause + "$");
            assertNeverConnected(run);
        }
    }

    @Test
    void shouldNameTheTlsHandshakeWhereAServerAcceptsAndIsSilent() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("hang-accept");
                FaultyRun run = FaultyRun.record(exchange, directory, "--connect-timeout", "300ms")) {
            run.await(
                    2,
                    "^WARN LineLog - line 0: TLS handshake failed after 3\\d\\d\\.\\d ms: the TLS handshake did not finish "
                            + "within 300 ms: 127\\.0\\.0\\.1:\\d+ tcp, tls: it was reached and does not answer; "
                            + "--connect-timeout gives it longer" + NEXT);
            run.await("^WARN Reporter - .*: REST cannot be reached: no TCP connect and TLS handshake in time; "
                    + "--connect-timeout gives it longer$");
            assertNeverConnected(run);
        }
    }

    @Test
    void shouldConnectAtTheNextAttemptWhereOneHung() throws IOException {
        try (Exchange exchange = FaultyRun.exchange("hang-accept,connection=1");
                FaultyRun run =
                        FaultyRun.record(exchange, directory, "--connect-timeout", "2s", "--clock-interval", "0s")) {
            run.await("line 0: TLS handshake failed after 2\\d\\d\\d\\.\\d ms: .* within 2000 ms: ");
            run.await("^INFO LineLog - line 0: live, 2 streams$");
            assertThat(run.end().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.worries()).hasSize(1);
        }
    }

    @Test
    void shouldNameTheTcpConnectWhereNothingListens() throws IOException {
        final int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (FaultyRun run = FaultyRun.record("wss://127.0.0.1:" + port, directory)) {
            run.await(
                    2,
                    "^WARN LineLog - line 0: TCP connect failed after [\\d.]+ ms: connection refused by 127\\.0\\.0\\.1:"
                            + port + ": nothing listens there; check the host and the port" + NEXT);
            assertNeverConnected(run);
        }
    }

    @Test
    void shouldNameTheDnsLookUpOfAHostThatDoesNotExist() {
        // Where DNS itself does not answer, the time-out says so in its place.
        try (FaultyRun run = FaultyRun.record("wss://no.such.host.invalid", directory, "--connect-timeout", "1s")) {
            run.await(
                    "^WARN LineLog - line 0: DNS look-up failed after [\\d.]+ ms: (no address for no\\.such\\.host\\.invalid "
                            + ".*: check the name, and that DNS works on this machine|the DNS look-up of "
                            + "no\\.such\\.host\\.invalid did not answer within 1000 ms)" + NEXT);
            assertNeverConnected(run);
        }
    }

    @Test
    void shouldSayThatAPortSpeaksNoTls() throws IOException {
        try (AnsweringPort port = AnsweringPort.with("HTTP/1.1 400 Bad Request\r\n\r\n");
                FaultyRun run = FaultyRun.record("wss://127.0.0.1:" + port.number(), directory)) {
            run.await(
                    "^WARN LineLog - line 0: TLS handshake failed after [\\d.]+ ms: TLS: 127\\.0\\.0\\.1:\\d+ does not speak "
                            + "TLS, it answered in plain text: \"HTTP/1\\.1 400 Bad Request\\.+\"; use another port, or ws:// if "
                            + "that is meant" + NEXT);
            assertNeverConnected(run);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 Forbidden | 403 Forbidden",
                "407 Who       | 407 Who; it wants a login: http://user:password@127\\.0\\.0\\.1:\\d+"
            })
    void shouldNameTheProxyThatRefuses(final String answer, final String cause) throws IOException {
        try (AnsweringPort proxy = AnsweringPort.with("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
                FaultyRun run = FaultyRun.record(
                        "wss://exchange.invalid", directory, "--proxy", "http://127.0.0.1:" + proxy.number())) {
            run.await(
                    "^WARN LineLog - line 0: proxy's CONNECT failed after [\\d.]+ ms: the proxy 127\\.0\\.0\\.1:\\d+ gave no "
                            + "tunnel to exchange\\.invalid:443: .*" + cause + NEXT);
            assertNeverConnected(run);
        }
    }

    @Test
    void shouldNameTheProxyThatDoesNotAnswer() throws IOException {
        try (AnsweringPort proxy = AnsweringPort.with("");
                FaultyRun run = FaultyRun.record(
                        "wss://exchange.invalid",
                        directory,
                        "--connect-timeout",
                        "300ms",
                        "--proxy",
                        "http://127.0.0.1:" + proxy.number())) {
            run.await(
                    "^WARN LineLog - line 0: proxy's CONNECT failed after 3\\d\\d\\.\\d ms: the proxy's CONNECT did not "
                            + "finish within 300 ms: .*: it was reached and does not answer; --connect-timeout gives it longer"
                            + NEXT);
            assertNeverConnected(run);
        }
    }

    private static void assertNeverConnected(final FaultyRun run) {
        final CommandRun ended = run.end();
        assertThat(ended.exitCode()).isEqualTo(ExitCode.NETWORK);
        assertThat(ended.err()).endsWith(NOTHING);
        assertThat(run.lines("^ERROR ")).isEmpty();
    }
}
