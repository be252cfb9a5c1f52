package io.aggtape.pipeline;

import io.aggtape.journal.Decimals;
import io.aggtape.journal.RejectReason;

/**
 * Reads a price or a quantity: digits with at most one point between them, leading zeros allowed. The exponent is as
 * written (91234.560 has -3) where mantissa and exponent fit; else all zeros at the end of the fraction go, and what
 * then does not fit is an overflow.
 */
final class DecimalText {
    private long mantissa;
    private int exponent;

    /** The digits as a number, 0 or more, after a {@link #read} that returned null. */
    long mantissa() {
        return mantissa;
    }

    /** 0 to -18, after a {@link #read} that returned null. */
    int exponent() {
        return exponent;
    }

    /** Null, or why this text is no decimal. */
    RejectReason read(final char[] text, final int offset, final int length) {
        if (length == 0) {
            return RejectReason.DECIMAL_EMPTY;
        }
        final int end = offset + length;
        if (text[offset] == '-' || text[offset] == '+') {
            return RejectReason.DECIMAL_SIGNED;
        }
        int point = -1;
        for (int i = offset; i < end; i++) {
            final boolean followsDigit = i > offset && isDigit(text[i - 1]);
            if (text[i] == '.' && followsDigit && point < 0) {
                point = i;
            } else if ((text[i] == 'e' || text[i] == 'E') && followsDigit) {
                return RejectReason.DECIMAL_WITH_EXPONENT;
            } else if (!isDigit(text[i])) {
                return RejectReason.DECIMAL_MALFORMED;
            }
        }
        if (point == end - 1) {
            return RejectReason.DECIMAL_MALFORMED;
        }
        return isValued(text, offset, end, point) || isValued(text, offset, withoutZeros(text, end, point), point)
                ? null
                : RejectReason.DECIMAL_OVERFLOW;
    }

    private boolean isValued(final char[] text, final int offset, final int end, final int point) {
        final int places = point < 0 ? 0 : Math.max(0, end - point - 1);
        if (-places < Decimals.MIN_EXPONENT) {
            return false;
        }
        long value = 0;
        for (int i = offset; i < end; i++) {
            if (i != point) {
                final int digit = text[i] - '0';
                if (value > (Long.MAX_VALUE - digit) / 10) {
                    return false;
                }
                value = 10 * value + digit;
            }
        }
        mantissa = value;
        exponent = -places;
        return true;
    }

    /** The end of the text without the zeros at the end of its fraction; the point may be left last. */
    private static int withoutZeros(final char[] text, final int end, final int point) {
        int newEnd = end;
        while (point >= 0 && text[newEnd - 1] == '0' && newEnd - 1 > point) {
            newEnd--;
        }
        return newEnd;
    }

    private static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }
}
