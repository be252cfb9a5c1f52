package io.aggtape.feed.net;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the reason out of what Conscrypt says of a fault, which is lines of addresses and C++ files. */
final class BoringSslFaults {
    private static final Pattern REASON = Pattern.compile("OPENSSL_internal:([A-Z0-9_]+)");
    private static final String ALERT = "_ALERT_";

    private BoringSslFaults() {}

    /** The same in the JDK's words, as far as it has any for it; anything but Conscrypt's as it is. */
    static String inWordsOfTheJdk(final String said) {
        final Matcher matcher = REASON.matcher(said);
        if (!matcher.find()) {
            return said;
        }
        final String reason = matcher.group(1);
        final int alertAt = reason.indexOf(ALERT);
        if (alertAt >= 0) {
            return "Received fatal alert: "
                    + reason.substring(alertAt + ALERT.length()).toLowerCase(Locale.ROOT);
        }
        if (reason.equals("UNSUPPORTED_PROTOCOL")) {
            return "the selected protocol version is not supported";
        }
        return reason.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
