package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeResponseTest {
    private static final HandshakeKey KEY = new HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==");
    private static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
    private static final String STATUS = "HTTP/1.1 101 Switching Protocols\r\n";
    private static final String GOOD = STATUS + "Upgrade: websocket\r\nConnection: Upgrade\r\n" + ACCEPT + "\r\n";
    private static final int MAX_HEADER = 1024;
    private static final int MAX_BODY = 64;

    private final UpgradeResponse response = new UpgradeResponse(MAX_HEADER, MAX_BODY);

    @BeforeEach
    void reset() {
        response.reset(KEY);
    }

    @Test
    void shouldAcceptTheHandshakeOfTheRfcAndLeaveTheFirstFramesAlone() {
        assertThat(offer(GOOD + "\u0081\u0000")).isEqualTo(GOOD.length());
        assertAccepted();
        assertThat(response.status()).isEqualTo(101);
        assertThat(response.reason()).isEqualTo("Switching Protocols");
        assertThat(offer("more")).isZero();
    }

    @Test
    void shouldAcceptItByteByByte() {
        for (int i = 0; i < GOOD.length(); i++) {
            assertThat(response.isComplete()).isFalse();
            assertThat(offer(GOOD.substring(i, i + 1))).isEqualTo(1);
        }
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade: WebSocket\r\nconnection: upgrade\r\n",
                "Upgrade:websocket\r\nConnection:  keep-alive ,  UPGRADE\t\r\n",
                "Upgrade: h2c, websocket\r\nConnection: keep-alive\r\nConnection: Upgrade\r\nVia: 1.1 x\r\n",
                "UPGRADE: websocket\nConnection: Upgrade\n"
            })
    void shouldReadNamesAndTokensInAnyCaseAndList(final String headers) {
        offer(STATUS + headers + ACCEPT + "\r\n");
        assertAccepted();
    }

    @Test
    void shouldPassOverInterimAnswers() {
        offer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + GOOD);
        assertAccepted();
        assertThat(response.header("Link")).isNull();
    }

    @Test
    void shouldAcceptAStatusLineWithoutAReason() {
        offer(GOOD.replace(" Switching Protocols", ""));
        assertAccepted();
        assertThat(response.reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade: websocket|Upgrade: h2c, UPGRADE_MISSING",
        "Upgrade: websocket|X: y, UPGRADE_MISSING",
        "Upgrade: websocket|Upgrade: websockets, UPGRADE_MISSING",
        "Connection: Upgrade|Connection: close, CONNECTION_MISSING",
        "Connection: Upgrade|X: y, CONNECTION_MISSING",
        "s3pPLM|S3pPLM, ACCEPT_WRONG",
        "xOo=|xOo, ACCEPT_WRONG",
        "Sec-WebSocket-Accept|X-Accept, ACCEPT_WRONG",
        "Upgrade: websocket|Upgrade: websocket~Sec-WebSocket-Extensions: permessage-deflate, EXTENSION_UNREQUESTED",
        "Upgrade: websocket|Upgrade: websocket~Sec-WebSocket-Protocol: chat, SUBPROTOCOL_UNREQUESTED",
        "Upgrade: websocket|Upgrade: websocket~ folded, HEADER_MALFORMED",
        "Upgrade: websocket|Upgrade websocket, HEADER_MALFORMED",
        "Upgrade: websocket|Upgrade : websocket, HEADER_MALFORMED",
        "Upgrade: websocket|Upgrade: websocket~: v, HEADER_MALFORMED",
        "HTTP/1.1 101|HTTP/1.0 101, NOT_HTTP",
        "HTTP/1.1 101|HTTP/2 101, NOT_HTTP",
        "HTTP/1.1 101|HTTP/1.1 1O1, NOT_HTTP",
        "HTTP/1.1 101|HTTP/1.1 001, NOT_HTTP",
        "HTTP/1.1 101|HTTP/1.1  101, NOT_HTTP",
        "HTTP/1.1 101|HTTP/1.1 1010, NOT_HTTP",
        "HTTP/1.1 101|SSH-2.0, NOT_HTTP",
    })
    void shouldNameWhatIsWrong(final String change, final SessionFault fault) {
        final String from = change.substring(0, change.indexOf('|'));
        final String to = change.substring(change.indexOf('|') + 1).replace("~", "\r\n");
        assertThat(GOOD).contains(from);
        offer(GOOD.replace(from, to));
        assertThat(response.fault()).isEqualTo(fault);
        assertThat(response.isComplete()).isTrue();
    }

    @Test
    void shouldRefuseASecondAccept() {
        offer(GOOD.replace(ACCEPT, ACCEPT + ACCEPT));
        assertThat(response.fault()).isEqualTo(SessionFault.ACCEPT_WRONG);
    }

    @Test
    void shouldRefuseWhatIsNoHttpAtItsFirstByte() {
        offer("\u0015\u0003");
        assertThat(response.fault()).isEqualTo(SessionFault.NOT_HTTP);
    }

    @Test
    void shouldBoundTheHeader() {
        final String tail = "\r\n\r\n";
        final String start = GOOD.substring(0, GOOD.length() - 2) + "X: ";
        offer(start + "a".repeat(MAX_HEADER - start.length() - tail.length()) + tail);
        assertAccepted();
        response.reset(KEY);
        offer(start + "a".repeat(MAX_HEADER - start.length() - tail.length() + 1) + tail);
        assertThat(response.fault()).isEqualTo(SessionFault.HEADER_TOO_LARGE);
    }

    @Test
    void shouldBoundTheSumOfInterimAnswers() {
        offer("HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
        assertThat(response.fault()).isEqualTo(SessionFault.HEADER_TOO_LARGE);
    }

    @Test
    void shouldReportARefusal() {
        offer("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 24\r\n\r\n{\"code\":-1003,");
        assertThat(response.isComplete()).isFalse();
        assertThat(response.fault()).isEqualTo(SessionFault.STATUS_REFUSED);
        offer("\"msg\":\"\"}and more");
        assertThat(response.isComplete()).isTrue();
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.reason()).isEqualTo("Too Many Requests");
        assertThat(response.retryAfterSeconds()).isEqualTo(17);
        assertThat(response.retryAfter()).isEqualTo("17");
        assertThat(response.bodyText()).isEqualTo("{\"code\":-1003,\"msg\":\"\"}a");
        assertThat(response.location()).isEmpty();
    }

    @Test
    void shouldReportARetryDateAndALocation() {
        offer("HTTP/1.1 302 Found\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\nLocation: https://b/\r\n"
                + "Content-Length: 0\r\n\r\n");
        assertThat(response.isComplete()).isTrue();
        assertThat(response.retryAfterSeconds()).isEqualTo(-1);
        assertThat(response.retryAfter()).isEqualTo("Wed, 21 Oct 2026 07:28:00 GMT");
        assertThat(response.location()).isEqualTo("https://b/");
        assertThat(response.header("content-length")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17|17",
                "Wed, 21 Oct 2026 07:28:00 GMT|60",
                "Wed, 21 Oct 2026 07:27:01 GMT|1",
                "Wed, 21 Oct 2026 07:27:00 GMT|0",
                "Tue, 20 Oct 2026 07:28:00 GMT|0",
                "Thu, 22 Oct 2026 07:27:00 GMT|86400",
                "Mon, 21 Oct 2026 07:28:00 GMT|-1",
                "Wed, 21 Oct 2026|-1",
                "-5|-1",
                "soon|-1",
            })
    void shouldCountTheSecondsToARetryDate(final String retryAfter, final long seconds) {
        offer("HTTP/1.1 429 Too Many Requests\r\nRetry-After: " + retryAfter + "\r\nContent-Length: 0\r\n\r\n");
        final long nowMs = Instant.parse("2026-10-21T07:27:00Z").toEpochMilli();

        assertThat(response.retryAfterSeconds(nowMs)).isEqualTo(seconds);
        if (seconds > 0) {
            assertThat(response.retryAfterSeconds(nowMs - 1)).isEqualTo(seconds == 17 ? 17 : seconds + 1);
        }
    }

    @Test
    void shouldKnowNoSecondsWhereNoRetryIsNamed() {
        offer("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        assertThat(response.retryAfterSeconds(0)).isEqualTo(-1);
    }

    @Test
    void shouldKeepOnlyTheStartOfALongBody() {
        offer("HTTP/1.0 503 Service Unavailable\r\n\r\n" + "x".repeat(MAX_BODY) + "yyy");
        assertThat(response.isComplete()).isTrue();
        assertThat(response.bodyText()).isEqualTo("x".repeat(MAX_BODY));
    }

    @Test
    void shouldReadAChunkedBody() {
        offer("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nnot\r\n5;x=y\r\n here\r\n");
        assertThat(response.isComplete()).isFalse();
        offer("0\r\n\r\n");
        assertThat(response.isComplete()).isTrue();
        assertThat(response.bodyText()).isEqualTo("not here");
    }

    @Test
    void shouldTakeTheEndOfTheStreamForTheEndOfTheBody() {
        offer("HTTP/1.1 451 Unavailable For Legal Reasons\r\n\r\nwhy");
        assertThat(response.isComplete()).isFalse();
        response.onEndOfStream();
        assertThat(response.isComplete()).isTrue();
        assertThat(response.fault()).isEqualTo(SessionFault.STATUS_REFUSED);
        assertThat(response.bodyText()).isEqualTo("why");
    }

    @Test
    void shouldSayThatTheHeaderWasCut() {
        offer(GOOD.substring(0, GOOD.length() - 2));
        response.onEndOfStream();
        assertThat(response.fault()).isEqualTo(SessionFault.HEADER_TRUNCATED);
    }

    @Test
    void shouldNeverThrowOnNoise() {
        SeededRuns.repeat(20_000, random -> {
            response.reset(KEY);
            final byte[] bytes = Wire.utf8(GOOD);
            for (int i = random.nextInt(6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            final int taken = response.onBytes(new UnsafeBuffer(bytes), 0, bytes.length);
            assertThat(taken).isBetween(0, bytes.length);
            response.onEndOfStream();
            assertThat(response.isComplete()).isTrue();
        });
    }

    private void assertAccepted() {
        assertThat(response.fault()).isEqualTo(SessionFault.NONE);
        assertThat(response.isComplete()).isTrue();
    }

    private int offer(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return response.onBytes(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
