package io.aggtape.feed.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
    @Test
    void shouldFindTheWeightAMinuteAmongTheLimits() {
        assertThat(limit("{\"timezone\":\"UTC\",\"x\":{\"limit\":1},\"rateLimits\":["
                        + "{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":300000},"
                        + "{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000},"
                        + "{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":50}],"
                        + "\"symbols\":[]}"))
                .isEqualTo(6_000);
    }

    @Test
    void shouldFindNothingWhereNothingIsSaid() {
        for (final String body : new String[] {
            "", "[]", "{}", "<html>", "{\"rateLimits\":[]}", "{\"rateLimits\":[{}]}", "{\"rateLimits\":[{"
        }) {
            assertThat(limit(body)).as(body).isZero();
        }
    }

    private static int limit(final String body) {
        return RateLimits.weightPerMinute(body.getBytes(StandardCharsets.UTF_8));
    }
}
