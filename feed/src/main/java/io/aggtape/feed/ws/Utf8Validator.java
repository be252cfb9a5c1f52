package io.aggtape.feed.ws;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/** Checks UTF-8 (RFC 3629) in pieces cut anywhere, and fails at the first byte that no valid text could have there. */
final class Utf8Validator {
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final int LOWEST_CONTINUATION = 0x80;
    private static final int HIGHEST_CONTINUATION = 0xBF;

    private int missing;
    private int lowest = LOWEST_CONTINUATION;
    private int highest = HIGHEST_CONTINUATION;

    /** Forgets what went before: the next byte starts a text. */
    void reset() {
        missing = 0;
        lowest = LOWEST_CONTINUATION;
        highest = HIGHEST_CONTINUATION;
    }

    /** Takes the next bytes of the text; false where they make it invalid, whatever may follow. */
    boolean update(final DirectBuffer buffer, final int offset, final int length) {
        final int end = offset + length;
        int at = offset;
        while (at < end) {
            if (missing == 0) {
                at = skipAscii(buffer, at, end);
                if (at == end) {
                    return true;
                }
            }
            if (!accept(buffer.getByte(at) & 0xFF)) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** Whether the text may end here: no character is cut. */
    boolean isComplete() {
        return missing == 0;
    }

    /** Where the first byte that is no ASCII stands, or the end; with one check of the bounds for all of it. */
    private static int skipAscii(final DirectBuffer buffer, final int from, final int end) {
        buffer.boundsCheck(from, end - from);
        final byte[] base = buffer.byteArray();
        final long address = buffer.addressOffset();
        int at = from;
        while (end - at >= 4 * Long.BYTES) {
            final long next = address + at;
            final long some = UnsafeApi.getLong(base, next)
                    | UnsafeApi.getLong(base, next + 8)
                    | UnsafeApi.getLong(base, next + 16)
                    | UnsafeApi.getLong(base, next + 24);
            if ((some & NOT_ASCII) != 0) {
                break;
            }
            at += 4 * Long.BYTES;
        }
        while (end - at >= Long.BYTES) {
            if ((UnsafeApi.getLong(base, address + at) & NOT_ASCII) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        // What is left of a text that is longer than a word ends with a word, too.
        final boolean isTail = end - at < Long.BYTES && end - from >= Long.BYTES;
        return isTail && (UnsafeApi.getLong(base, address + end - Long.BYTES) & NOT_ASCII) == 0
                ? end
                : firstOther(base, address, at, end);
    }

    private static int firstOther(final byte[] base, final long address, final int from, final int end) {
        int at = from;
        while (at < end && UnsafeApi.getByte(base, address + at) >= 0) {
            at++;
        }
        return at;
    }

    private boolean accept(final int octet) {
        if (missing == 0) {
            return octet < LOWEST_CONTINUATION || lead(octet);
        }
        if (octet < lowest || octet > highest) {
            return false;
        }
        lowest = LOWEST_CONTINUATION;
        highest = HIGHEST_CONTINUATION;
        missing--;
        return true;
    }

    // Overlong forms, surrogates and what lies above U+10FFFF all show in the second byte.
    private boolean lead(final int octet) {
        if (octet < 0xC2 || octet > 0xF4) {
            return false;
        }
        if (octet < 0xE0) {
            missing = 1;
        } else if (octet < 0xF0) {
            missing = 2;
            lowest = octet == 0xE0 ? 0xA0 : LOWEST_CONTINUATION;
            highest = octet == 0xED ? 0x9F : HIGHEST_CONTINUATION;
        } else {
            missing = 3;
            lowest = octet == 0xF0 ? 0x90 : LOWEST_CONTINUATION;
            highest = octet == 0xF4 ? 0x8F : HIGHEST_CONTINUATION;
        }
        return true;
    }
}
