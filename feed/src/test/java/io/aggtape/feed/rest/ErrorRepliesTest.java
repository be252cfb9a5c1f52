package io.aggtape.feed.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each status and code means, and how long to wait for it. */
final class ErrorRepliesTest {
    private static final long NOW_MS = 1_795_348_800_000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"code\":-1121,\"msg\":\"Invalid symbol.\"} | UNKNOWN_SYMBOL",
                "400 | {\"code\":-1128,\"msg\":\"Combination of optional parameters invalid.\"} | REFUSED",
                "400 | {\"code\":-1100,\"msg\":\"Illegal characters\"} | REFUSED",
                "404 | <html>not here</html> | REFUSED",
                "400 | {\"code\":-1003,\"msg\":\"Too many requests\"} | TOO_MANY_REQUESTS",
                "429 | {\"code\":-1003,\"msg\":\"Too many requests\"} | TOO_MANY_REQUESTS",
                "429 | <html> | TOO_MANY_REQUESTS",
                "418 | {\"code\":-1003,\"msg\":\"banned\"} | BANNED",
                "403 | <html>WAF</html> | SHUT_OUT",
                "407 | '' | SHUT_OUT",
                "451 | {\"code\":0,\"msg\":\"Service unavailable from a restricted location\"} | SHUT_OUT",
                "408 | {\"code\":-1007,\"msg\":\"Timeout\"} | SERVER_FAULT",
                "400 | {\"msg\":\"Internal\",\"x\":[1],\"code\":-1001} | SERVER_FAULT",
                "500 | {} | SERVER_FAULT",
                "502 | <html>Bad Gateway</html> | SERVER_FAULT",
                "503 | {\"code\":-1008,\"msg\":\"overloaded\"} | SERVER_FAULT",
                "302 | '' | SERVER_FAULT"
            })
    void shouldTellWhatARefusalMeans(final int status, final String body, final RestFault fault) {
        assertThat(of(status, body, null).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 17, 17000",
        "429, 90, 90000",
        "429, , 60000",
        "429, soon, 60000",
        "418, 120, 120000",
        "418, 5, 5000",
        "418, , 120000",
        "418, 0, 120000",
        "418, 300, 300000",
        "418, 99999999, 259200000",
        "503, 7, 7000",
        "503, , 0"
    })
    void shouldWaitAsLongAsTold(final int status, final String retryAfter, final long waitMs) {
        assertThat(of(status, "{}", retryAfter).retryAfterMs()).isEqualTo(waitMs);
    }

    @Test
    void shouldWaitUntilTheTimeThatTheTextOfABanNames() {
        final String body =
                "{\"code\":-1003,\"msg\":\"Way too much request weight used; IP banned until 1795349100000. "
                        + "Please use WebSocket Streams for live updates to avoid bans.\"}";
        assertThat(of(418, body, "120").retryAfterMs()).isEqualTo(300_000);
        assertThat(of(418, body, "1000").retryAfterMs()).isEqualTo(1_000_000);
        assertThat(of(429, body, null).retryAfterMs()).isEqualTo(300_000);
    }

    @Test
    void shouldReadADateAsRetryAfter() {
        assertThat(of(503, "", "Sun, 22 Nov 2026 11:00:00 GMT").retryAfterMs()).isZero();
        assertThat(of(503, "", "Sun, 22 Nov 2026 12:02:00 GMT").retryAfterMs()).isEqualTo(120_000);
    }

    @Test
    void shouldShowTheBeginningOfAnyBodyOnOneLine() {
        assertThat(of(502, "<html>\r\n <b>Bad\u0000 Gateway</b>" + "x".repeat(500), null))
                .hasMessageStartingWith("REST answered HTTP 502: <html> <b>Bad Gateway</b>xxx")
                .hasMessageEndingWith("...")
                .message()
                .hasSizeLessThan(250);
        assertThat(of(500, "", null)).hasMessage("REST answered HTTP 500: (no body)");
    }

    private static RestException of(final int status, final String body, final String retryAfter) {
        return ErrorReplies.of(status, body.getBytes(StandardCharsets.UTF_8), retryAfter, NOW_MS);
    }
}
