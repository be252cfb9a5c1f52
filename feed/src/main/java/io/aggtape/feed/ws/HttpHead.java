package io.aggtape.feed.ws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Status line and header lines of an HTTP/1.1 answer, taken in as they come and bounded; interim answers are skipped. */
final class HttpHead {
    private static final String VERSION = "HTTP/1.";
    private static final int STATUS_AT = VERSION.length() + 2;

    private final byte[] line;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private int lineLength;
    private int totalLength;
    private int status;
    private String reason = "";
    private boolean isComplete;
    private SessionFault fault = SessionFault.NONE;

    HttpHead(final int maxBytes) {
        line = new byte[maxBytes];
    }

    void reset() {
        totalLength = 0;
        fault = SessionFault.NONE;
        startAnswer();
    }

    /** Takes bytes up to the end of the header, and returns how many; stops at a fault. */
    int onBytes(final DirectBuffer buffer, final int offset, final int length) {
        int taken = 0;
        while (taken < length && !isComplete && fault == SessionFault.NONE) {
            onByte(buffer.getByte(offset + taken));
            taken++;
        }
        return taken;
    }

    /** Whether the empty line after the headers of a final answer has come. */
    boolean isComplete() {
        return isComplete;
    }

    SessionFault fault() {
        return fault;
    }

    /** The status code, 100 to 999; 0 before the status line has come. */
    int status() {
        return status;
    }

    /** The reason phrase, which may be empty. */
    String reason() {
        return reason;
    }

    /** The value of the first header with that name, or null. */
    String value(final String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    /** How many headers have that name. */
    int count(final String name) {
        return (int) names.stream().filter(name::equalsIgnoreCase).count();
    }

    /** Whether a header with that name has the token in its comma-separated list, whatever the case. */
    boolean hasToken(final String name, final String token) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                for (final String part : values.get(i).split(",")) {
                    if (part.strip().equalsIgnoreCase(token)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether it is a token of RFC 9110 section 5.6.2, as header names are. */
    static boolean isToken(final String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
    }

    private void startAnswer() {
        names.clear();
        values.clear();
        lineLength = 0;
        status = 0;
        reason = "";
        isComplete = false;
    }

    private void onByte(final byte octet) {
        if (++totalLength > line.length) {
            fault = SessionFault.HEADER_TOO_LARGE;
        } else if (octet == '\n') {
            final int end = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
            lineLength = 0;
            onLine(new String(line, 0, end, StandardCharsets.ISO_8859_1));
        } else {
            if (status == 0 && lineLength < VERSION.length() && octet != VERSION.charAt(lineLength)) {
                fault = SessionFault.NOT_HTTP;
            }
            line[lineLength++] = octet;
        }
    }

    private void onLine(final String text) {
        if (status == 0) {
            onStatusLine(text);
        } else if (text.isEmpty()) {
            isComplete = status == 101 || status >= 200;
            if (!isComplete) {
                startAnswer();
            }
        } else {
            onHeader(text);
        }
    }

    private void onStatusLine(final String text) {
        final int end = STATUS_AT + 3;
        final boolean isValid = text.length() >= end
                && isDigits(text.substring(VERSION.length(), STATUS_AT - 1))
                && text.charAt(STATUS_AT - 1) == ' '
                && isDigits(text.substring(STATUS_AT, end))
                && text.charAt(STATUS_AT) != '0'
                && (text.length() == end || text.charAt(end) == ' ')
                && isPrintable(text);
        if (!isValid) {
            fault = SessionFault.NOT_HTTP;
            return;
        }
        status = Integer.parseInt(text.substring(STATUS_AT, end));
        reason = text.substring(end).strip();
        if (status == 101 && !text.startsWith("HTTP/1.1")) {
            fault = SessionFault.NOT_HTTP;
        }
    }

    // A line that starts with a blank would continue the one before: obsolete, and a way to smuggle.
    private void onHeader(final String text) {
        final int colon = text.indexOf(':');
        if (colon < 1 || !isToken(text.substring(0, colon)) || !isPrintable(text)) {
            fault = SessionFault.HEADER_MALFORMED;
            return;
        }
        names.add(text.substring(0, colon));
        values.add(text.substring(colon + 1).strip());
    }

    private static boolean isDigits(final String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isPrintable(final String text) {
        return text.chars().allMatch(c -> c == '\t' || c >= ' ' && c != 0x7F);
    }
}
