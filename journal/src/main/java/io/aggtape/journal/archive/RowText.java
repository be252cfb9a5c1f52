package io.aggtape.journal.archive;

import io.aggtape.journal.Instrument;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Rows of text as bytes, made without an object a row; owned by one thread. */
final class RowText {
    private static final int INITIAL_BYTES = 1 << 10;
    private static final int MAX_DIGITS = 20;

    private final byte[] digits = new byte[MAX_DIGITS];
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    int length() {
        return length;
    }

    /** Hands on all that was added, and starts anew. */
    void writeTo(final OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    RowText add(final char ascii) {
        ensureRoom(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    RowText add(final String ascii) {
        ensureRoom(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    RowText add(final long value) {
        ensureRoom(MAX_DIGITS);
        if (value < 0) {
            bytes[length++] = '-';
        }
        // The negative range has one number more than the positive one.
        long left = value < 0 ? value : -value;
        int at = MAX_DIGITS;
        do {
            digits[--at] = (byte) ('0' - left % 10);
            left /= 10;
        } while (left != 0);
        System.arraycopy(digits, at, bytes, length, MAX_DIGITS - at);
        length += MAX_DIGITS - at;
        return this;
    }

    /** The same number with at least so many fraction digits, and no zero at its end behind those. */
    RowText addDecimal(final long mantissa, final int exponent, final int leastFractionDigits) {
        long value = mantissa;
        int fraction = -exponent;
        while (fraction > leastFractionDigits && value % 10 == 0) {
            value /= 10;
            fraction--;
        }
        final int start = length;
        add(value);
        int count = length - start;
        if (count <= fraction) {
            insertZeros(start, fraction + 1 - count);
            count = fraction + 1;
        }
        if (fraction > 0 || leastFractionDigits > 0) {
            ensureRoom(1 + leastFractionDigits);
            System.arraycopy(bytes, length - fraction, bytes, length - fraction + 1, fraction);
            bytes[length - fraction] = '.';
            length++;
        }
        for (; fraction < leastFractionDigits; fraction++) {
            bytes[length++] = '0';
        }
        return this;
    }

    /** The symbol's UTF-8; in lower case as names of streams have it, which changes only ASCII letters. */
    RowText addSymbol(final Instrument instrument, final boolean isLowerCase) {
        ensureRoom(instrument.symbolLength());
        for (int i = 0; i < instrument.symbolLength(); i++) {
            final byte each = instrument.symbolByte(i);
            bytes[length++] = isLowerCase && each >= 'A' && each <= 'Z' ? (byte) (each | 0x20) : each;
        }
        return this;
    }

    private void insertZeros(final int at, final int count) {
        ensureRoom(count);
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        Arrays.fill(bytes, at, at + count, (byte) '0');
        length += count;
    }

    private void ensureRoom(final int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
