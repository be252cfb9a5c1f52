package io.aggtape.feed.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status line of a proxy's answer to CONNECT (RFC 9110, 9.3.6).
 *
 * @param status 100 to 999.
 * @param reason what the proxy says of it; may be empty, has no control characters.
 */
record ProxyReply(int status, String reason) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: (.*))?");

    /**
     * Reads the head of an answer.
     *
     * @throws IllegalArgumentException quoting the line that is no HTTP status line.
     */
    static ProxyReply parse(final String head) {
        final String line = head.lines().findFirst().orElse("");
        final Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it answered \"" + printable(line) + "\", which is not HTTP");
        }
        final String reason = matcher.group(2) == null ? "" : matcher.group(2);
        return new ProxyReply(Integer.parseInt(matcher.group(1)), printable(reason.strip()));
    }

    /** True where the tunnel stands: any status of 2xx. */
    boolean isSuccess() {
        return status / 100 == 2;
    }

    private static String printable(final String text) {
        return text.substring(0, Math.min(text.length(), 200)).replaceAll("[^\\x20-\\x7e]", ".");
    }
}
