package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults that strike while a connection opens: TCP, TLS, the upgrade. */
final class OpeningFaultTest {
    private static final String PATH = "/ws/btcusdt@aggTrade";
    private static final int QUIET_MS = 300;

    @TempDir
    Path directory;

    private FaultRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang-accept", "hang-tls"})
    void shouldAnswerNothingWhereItHangs(final String fault) throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), fault);
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            client.timeOutAfter(QUIET_MS);
            assertThatThrownBy(client::readResponse).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(rig.exchange().faultCounts()).isEqualTo(Map.of(fault, 1L));
        assertThat(rig.exchange().connectionCount()).isZero();
    }

    @Test
    void shouldSayNothingAfterTheUpgrade() throws IOException {
        rig = new FaultRig(FaultRig.config(directory)
                .withLimits(Limits.of(Market.SPOT).withPings(10, 20))
                .withFaults(Faults.of(1, "hang-upgrade")));
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            assertThat(client.readResponse()).startsWith("HTTP/1.1 101 ");
            client.timeOutAfter(QUIET_MS);
            assertThatThrownBy(() -> client.readBytes(1)).isInstanceOf(SocketTimeoutException.class);
        }
        await().until(() -> rig.exchange().connectionCount() == 0);
    }

    @Test
    void shouldNotAnswerATlsHandshake() throws IOException {
        rig = new FaultRig(FaultRig.config(directory).withTls(true).withFaults(Faults.of(1, "hang-accept")));
        try (Socket socket = new Socket("127.0.0.1", rig.exchange().restUri().getPort())) {
            socket.setSoTimeout(QUIET_MS);
            socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 1, 1});
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void shouldNotAnswerAnUpgradeWithinTls() throws Exception {
        rig = new FaultRig(FaultRig.config(directory).withTls(true).withFaults(Faults.of(1, "hang-tls,times=1")));
        final HttpClient client = WireClient.http(rig.exchange());

        assertThatThrownBy(() -> client.newWebSocketBuilder()
                        .connectTimeout(Duration.ofMillis(QUIET_MS))
                        .buildAsync(URI.create(rig.exchange().webSocketUri() + PATH), new WebSocket.Listener() {})
                        .join())
                .hasCauseInstanceOf(HttpTimeoutException.class);
        rig.bitcoin().next();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upgrade-status=418                | 418 | Retry-After: 120 | \"code\":-1003,\"msg\":\"Way too much",
                "upgrade-status=429,retry-after=7  | 429 | Retry-After: 7   | \"code\":-1003,\"msg\":\"Too much",
                "upgrade-status=451                | 451 | Content-Type     | restricted location",
                "upgrade-status=403                | 403 | text/html        | 403 Forbidden",
                "upgrade-status=503                | 503 | Content-Type     | -1008"
            })
    void shouldRefuseAnUpgradeAsBinanceDoes(
            final String fault, final String status, final String header, final String body) throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), fault + ",times=1");
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            final String response = client.readResponse();
            assertThat(response).startsWith("HTTP/1.1 " + status + ' ').contains(header);
            final int length = Integer.parseInt(response.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
            assertThat(client.readText(length)).contains(body);
        }
        rig.bitcoin().next();
    }

    @Test
    void shouldRefuseOnlyTheConnectionThatIsNamed() throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), "upgrade-status=503,connection=2");
        rig.bitcoin().next();
        assertThatThrownBy(() -> rig.bitcoin())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        rig.bitcoin().next();
    }

    @Test
    void shouldAnswerWithAWrongKey() throws IOException {
        rig = new FaultRig(directory, Pace.recorded(), "wrong-accept,times=1");
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: ")
                    .doesNotContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
        try (RawClient client = new RawClient(rig.exchange(), PATH)) {
            assertThat(client.readResponse()).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "expired, validity check failed",
        "wrong-host, No subject alternative names matching IP address 127.0.0.1 found",
        "unknown-issuer, validation failed"
    })
    void shouldShowABadCertificate(final String fault, final String reason) throws IOException {
        rig = new FaultRig(FaultRig.config(directory).withTls(true).withFaults(Faults.of(1, "certificate=" + fault)));

        assertThatThrownBy(() -> rig.bitcoin())
                .cause()
                .satisfies(cause -> assertThat(allMessages(cause)).contains(reason));
    }

    private static String allMessages(final Throwable fault) {
        final StringBuilder messages = new StringBuilder();
        for (Throwable at = fault; at != null; at = at.getCause()) {
            messages.append(at.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
