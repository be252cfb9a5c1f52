package io.aggtape.feed.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A REST answer.
 *
 * @param status the HTTP status.
 * @param body JSON in UTF-8.
 */
record RestReply(int status, ByteBuffer body) {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    static RestReply ok(final String json) {
        return new RestReply(OK, utf8(json));
    }

    static RestReply ok(final ByteBuffer json) {
        return new RestReply(OK, json);
    }

    /** Binance's error body with status 400; the message must need no escapes. */
    static RestReply error(final int code, final String message) {
        return error(BAD_REQUEST, code, message);
    }

    static RestReply error(final int status, final int code, final String message) {
        return new RestReply(status, utf8("{\"code\":" + code + ",\"msg\":\"" + message + "\"}"));
    }

    private static ByteBuffer utf8(final String json) {
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
