package io.aggtape.feed.ws;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import org.agrona.DirectBuffer;

/**
 * The server's half of the opening handshake (RFC 6455 section 4.1), taken in as it comes. Of an answer other than 101 it
 * keeps what a person needs to know why. Bytes behind the header of a 101 are left alone: they are the first frames.
 */
public final class UpgradeResponse {
    private static final long UNKNOWN_LENGTH = -1;

    private final HttpHead head;
    private final byte[] body;

    private String accept = "";
    private int bodyLength;
    private long bodyExpected;
    private boolean isComplete;
    private SessionFault fault = SessionFault.NONE;

    /** {@code maxHeaderBytes} bounds the header, {@code maxBodyBytes} what is kept of a refusal's body. */
    public UpgradeResponse(final int maxHeaderBytes, final int maxBodyBytes) {
        head = new HttpHead(maxHeaderBytes);
        body = new byte[maxBodyBytes];
    }

    /** Forgets everything and awaits the answer to a request with that key. */
    public void reset(final HandshakeKey key) {
        head.reset();
        accept = key.accept();
        bodyLength = 0;
        bodyExpected = UNKNOWN_LENGTH;
        isComplete = false;
        fault = SessionFault.NONE;
    }

    /** Takes in what belongs to the answer and returns how many bytes that is. */
    public int onBytes(final DirectBuffer buffer, final int offset, final int length) {
        int taken = 0;
        if (!head.isComplete() && !isComplete) {
            taken = head.onBytes(buffer, offset, length);
            if (head.fault() != SessionFault.NONE) {
                end(head.fault());
            } else if (head.isComplete()) {
                onHead();
            }
        }
        if (head.isComplete() && !isComplete) {
            taken += onBody(buffer, offset + taken, length - taken);
        }
        return taken;
    }

    /** The stream has ended: what has come is all there is. */
    public void onEndOfStream() {
        if (!isComplete) {
            end(head.isComplete() ? SessionFault.STATUS_REFUSED : SessionFault.HEADER_TRUNCATED);
        }
    }

    /** Whether the verdict is final: accepted, or refused with as much of the body as is kept. */
    public boolean isComplete() {
        return isComplete;
    }

    /** Why the connection is no WebSocket; {@link SessionFault#NONE} until known, and where it is one. */
    public SessionFault fault() {
        return fault;
    }

    /** The status code, 100 to 999; 0 before the status line has come. */
    public int status() {
        return head.status();
    }

    /** The reason phrase, which may be empty. */
    public String reason() {
        return head.reason();
    }

    /** {@code Retry-After} as it came, seconds or an HTTP date; empty where absent. */
    public String retryAfter() {
        return orEmpty("Retry-After");
    }

    /** {@code Retry-After} in seconds; -1 where absent, a date, or beyond 18 digits. */
    public long retryAfterSeconds() {
        return number(retryAfter());
    }

    /**
     * {@code Retry-After} in seconds from a moment, milliseconds since the epoch, until the date where it is
     * one, 0 where that has passed; -1 where absent or neither seconds nor a date.
     */
    public long retryAfterSeconds(final long nowEpochMs) {
        final long seconds = retryAfterSeconds();
        if (seconds >= 0) {
            return seconds;
        }
        try {
            final long untilSeconds =
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter()).getLong(ChronoField.INSTANT_SECONDS);
            return Math.max(0, untilSeconds - Math.floorDiv(nowEpochMs, 1_000L));
        } catch (final DateTimeException e) {
            return UNKNOWN_LENGTH;
        }
    }

    /** {@code Location}; empty where absent. */
    public String location() {
        return orEmpty("Location");
    }

    /** The first value of any header, or null. */
    public String header(final String name) {
        return head.value(name);
    }

    /** The body of a refusal as text, as far as it is kept; what is not UTF-8 is replaced. */
    public String bodyText() {
        return isChunked() ? joinChunks() : new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    private void onHead() {
        if (head.status() == 101) {
            end(verdict());
            return;
        }
        fault = SessionFault.STATUS_REFUSED;
        final String length = head.value("Content-Length");
        bodyExpected = length == null ? UNKNOWN_LENGTH : number(length);
        if (bodyExpected == 0 || body.length == 0 || head.status() == 204 || head.status() == 304) {
            end(SessionFault.STATUS_REFUSED);
        }
    }

    private SessionFault verdict() {
        if (!head.hasToken("Upgrade", "websocket")) {
            return SessionFault.UPGRADE_MISSING;
        }
        if (!head.hasToken("Connection", "upgrade")) {
            return SessionFault.CONNECTION_MISSING;
        }
        if (head.count("Sec-WebSocket-Accept") != 1 || !accept.equals(head.value("Sec-WebSocket-Accept"))) {
            return SessionFault.ACCEPT_WRONG;
        }
        if (head.count("Sec-WebSocket-Extensions") != 0) {
            return SessionFault.EXTENSION_UNREQUESTED;
        }
        return head.count("Sec-WebSocket-Protocol") == 0 ? SessionFault.NONE : SessionFault.SUBPROTOCOL_UNREQUESTED;
    }

    // A chunked body is kept as it came, sizes and all, up to its last chunk.
    private int onBody(final DirectBuffer buffer, final int offset, final int length) {
        int taken = 0;
        while (taken < length && !isComplete) {
            body[bodyLength++] = buffer.getByte(offset + taken);
            taken++;
            if (bodyLength == body.length || bodyLength == bodyExpected || isLastChunk()) {
                end(SessionFault.STATUS_REFUSED);
            }
        }
        return taken;
    }

    private boolean isLastChunk() {
        final String end = "\r\n0\r\n\r\n";
        if (bodyLength < end.length() || body[bodyLength - 1] != '\n' || !isChunked()) {
            return false;
        }
        for (int i = 0; i < end.length(); i++) {
            if (body[bodyLength - end.length() + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isChunked() {
        return head.hasToken("Transfer-Encoding", "chunked");
    }

    // It is for a person to read: where the sizes make no sense, the rest is left out.
    private String joinChunks() {
        final String raw = new String(body, 0, bodyLength, StandardCharsets.ISO_8859_1);
        final StringBuilder joined = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            final int lineEnd = raw.indexOf("\r\n", at);
            final String size = lineEnd < 0
                    ? ""
                    : raw.substring(at, lineEnd).split(";", 2)[0].strip();
            if (!size.matches("[0-9A-Fa-f]{1,7}")) {
                break;
            }
            final int start = lineEnd + 2;
            final int chunkEnd = Math.min(raw.length(), start + Integer.parseInt(size, 16));
            joined.append(raw, start, chunkEnd);
            at = chunkEnd + 2;
        }
        return new String(joined.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void end(final SessionFault verdict) {
        fault = verdict;
        isComplete = true;
    }

    private String orEmpty(final String name) {
        final String value = head.value(name);
        return value == null ? "" : value;
    }

    private static long number(final String text) {
        final boolean isNumber =
                !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(text) : UNKNOWN_LENGTH;
    }
}
