package io.aggtape.feed.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes of every answer that is not 200 what it means; its body may be Binance's JSON or anything, HTML above all. */
final class ErrorReplies {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long UNTOLD_LIMIT_WAIT_MS = TimeUnit.SECONDS.toMillis(60);
    private static final long UNTOLD_BAN_WAIT_MS = TimeUnit.SECONDS.toMillis(120);
    private static final long MOST_WAIT_MS = TimeUnit.DAYS.toMillis(3);
    private static final int EXCERPT_CHARS = 220;
    private static final Pattern BANNED_UNTIL = Pattern.compile("until (\\d{13})\\b");
    private static final int TOO_MANY = -1003;
    private static final int BAD_SYMBOL = -1121;

    private ErrorReplies() {}

    /**
     * What an answer means.
     *
     * @param retryAfter the header, or null; where neither it nor the text of a 429 or 418 says how long to ask nothing, that
     *     is a minute, the window of the limit, and two, Binance's shortest ban.
     * @param nowMs now, milliseconds since the epoch, against which a ban's end is reckoned.
     */
    static RestException of(final int status, final byte[] body, final String retryAfter, final long nowMs) {
        final int code = code(body);
        final String meaning = meaning(status);
        final boolean isPage = !meaning.isEmpty() && (body.length == 0 || body[0] != '{');
        final String text = "REST answered HTTP " + status + meaning + (isPage ? "" : ": " + excerpt(body));
        final RestFault fault = fault(status, code);
        switch (fault) {
            case TOO_MANY_REQUESTS:
                return waiting(fault, text, UNTOLD_LIMIT_WAIT_MS, retryAfterMs(retryAfter, nowMs), body, nowMs);
            case BANNED:
                return waiting(fault, text, UNTOLD_BAN_WAIT_MS, retryAfterMs(retryAfter, nowMs), body, nowMs);
            default:
                return new RestException(fault, text, retryAfterMs(retryAfter, nowMs), null);
        }
    }

    /** The beginning of a body on one line, for a person. */
    static String excerpt(final byte[] body) {
        return body.length == 0 ? "(no body)" : oneLine(new String(body, StandardCharsets.UTF_8));
    }

    static String oneLine(final String text) {
        return oneLine(text, EXCERPT_CHARS);
    }

    static String oneLine(final String text, final int maxChars) {
        final String line =
                String.valueOf(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= maxChars ? line : line.substring(0, maxChars) + "...";
    }

    private static String meaning(final int status) {
        switch (status) {
            case 407:
                return " (" + StatusTexts.meaning(status) + ": " + StatusTexts.streamWayOut(status) + ")";
            case 403:
            case 418:
            case 429:
            case 451:
                return " (" + StatusTexts.meaning(status) + ")";
            default:
                return "";
        }
    }

    private static RestFault fault(final int status, final int code) {
        if (status == 418) {
            return RestFault.BANNED;
        }
        if (status == 429 || code == TOO_MANY) {
            return RestFault.TOO_MANY_REQUESTS;
        }
        if (status == 403 || status == 407 || status == 451) {
            return RestFault.SHUT_OUT;
        }
        if (code == BAD_SYMBOL) {
            return RestFault.UNKNOWN_SYMBOL;
        }
        return isServersOwn(status, code) ? RestFault.SERVER_FAULT : RestFault.REFUSED;
    }

    /** Codes: unknown, internal, timeout, overloaded, shutting down. A redirect comes of no Binance, but of a network. */
    private static boolean isServersOwn(final int status, final int code) {
        return status >= 500
                || status < 400
                || status == 408
                || code == -1000
                || code == -1001
                || code == -1007
                || code == -1008
                || code == -1016;
    }

    private static RestException waiting(
            final RestFault fault,
            final String text,
            final long untoldMs,
            final long retryAfterMs,
            final byte[] body,
            final long nowMs) {
        long waitMs = retryAfterMs;
        final Matcher until = BANNED_UNTIL.matcher(new String(body, StandardCharsets.UTF_8));
        if (until.find()) {
            waitMs = Math.max(waitMs, Long.parseLong(until.group(1)) - nowMs);
        }
        return new RestException(fault, text, Math.min(MOST_WAIT_MS, waitMs > 0 ? waitMs : untoldMs), null);
    }

    /** Seconds, or a date (RFC 9110, 10.2.3); 0 where it is neither. */
    private static long retryAfterMs(final String header, final long nowMs) {
        if (header == null) {
            return 0;
        }
        final String value = header.strip();
        if (value.matches("\\d{1,9}")) {
            return Math.min(MOST_WAIT_MS, TimeUnit.SECONDS.toMillis(Long.parseLong(value)));
        }
        try {
            final long untilMs = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
            return Math.min(MOST_WAIT_MS, Math.max(0, untilMs - nowMs));
        } catch (final DateTimeException e) {
            return 0;
        }
    }

    private static int code(final byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final boolean isCode = parser.currentName().equals("code");
                if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && isCode) {
                    return parser.getIntValue();
                }
                parser.skipChildren();
            }
            return 0;
        } catch (final IOException e) {
            return 0;
        }
    }
}
