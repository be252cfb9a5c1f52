package io.aggtape.pipeline;

/** Checks what a JSON parser lets pass: that bytes are UTF-8, and that escapes make no half of a surrogate pair. */
final class WireText {
    private WireText() {}

    /** Whether there is nothing but JSON's white space. */
    static boolean isBlank(final byte[] bytes, final int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether some text that begins with these bytes is valid: a sequence or an escape that the end cuts is no fault.
     */
    static boolean isValid(final byte[] bytes, final int length) {
        int at = 0;
        while (at < length) {
            final byte b = bytes[at];
            if (b == '\\') {
                at = behindEscape(bytes, at, length);
            } else if (b >= 0) {
                at++;
            } else {
                at = behindSequence(bytes, at, length);
            }
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Section 3.1 of RFC 3629 forbids overlong forms, surrogates and what lies beyond U+10FFFF: the second byte tells.
     */
    private static int behindSequence(final byte[] bytes, final int at, final int length) {
        final int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        final int behind = at + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
        for (int i = at + 1; i < behind && i < length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        if (at + 1 < length) {
            final int second = bytes[at + 1] & 0xFF;
            final int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            final int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
            if (second < least || second > most) {
                return -1;
            }
        }
        return behind;
    }

    private static int behindEscape(final byte[] bytes, final int at, final int length) {
        final int unit = escapedUnit(bytes, at, length);
        if (unit < 0) {
            return at + 2;
        }
        if (Character.isLowSurrogate((char) unit)) {
            return -1;
        }
        final int behind = at + 6;
        if (!Character.isHighSurrogate((char) unit) || behind >= length) {
            return behind;
        }
        if (behind + 6 > length) {
            return isCutEscape(bytes, behind, length) ? length : -1;
        }
        final int next = escapedUnit(bytes, behind, length);
        return next >= 0 && Character.isLowSurrogate((char) next) ? behind + 6 : -1;
    }

    /** Whether the rest of the text can be the beginning of an escaped low surrogate. */
    private static boolean isCutEscape(final byte[] bytes, final int at, final int length) {
        final String pattern = "\\udc";
        for (int i = at; i < length; i++) {
            final int lowerCase = i - at < 2 ? bytes[i] : bytes[i] | 0x20;
            final boolean fits = switch (i - at) {
                case 0, 1, 2 -> lowerCase == pattern.charAt(i - at);
                case 3 -> lowerCase >= 'c' && lowerCase <= 'f';
                default -> Character.digit(bytes[i], 16) >= 0;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The UTF-16 unit of a complete escape, a backslash with {@code u} and four hex digits, else -1. */
    private static int escapedUnit(final byte[] bytes, final int at, final int length) {
        if (at + 6 > length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            final int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
